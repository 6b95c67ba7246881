/// Sessions, and which of them were ended before their tokens expired.
@NullMarked
package dev.frontrow.identity.sessions;

import org.jspecify.annotations.NullMarked;
