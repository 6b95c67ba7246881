/// The page on which seats and places of a performance are kept back and released.
@NullMarked
package dev.frontrow.boxoffice.seats;

import org.jspecify.annotations.NullMarked;
