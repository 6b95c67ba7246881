/// Pictures of concerts: decoded within limits, written anew without anything that came with them, and served.
@NullMarked
package dev.frontrow.catalog.posters;

import org.jspecify.annotations.NullMarked;
