/// Pages on which operators make, edit, publish and cancel concerts.
@NullMarked
package dev.frontrow.boxoffice.concerts;

import org.jspecify.annotations.NullMarked;
