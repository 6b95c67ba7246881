/// What owners of accounts get and delete of their data. Modules with tables of buyers take part in it.
@NullMarked
@NamedInterface("owndata")
package dev.frontrow.identity.owndata;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
