/// What a concert is beside its sale: its texts, its state, and what was changed of it.
@NullMarked
@NamedInterface("about")
package dev.frontrow.catalog.about;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
