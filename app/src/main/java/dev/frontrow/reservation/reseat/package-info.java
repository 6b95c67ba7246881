/// Moves tickets to other seats of their price level.
@NullMarked
package dev.frontrow.reservation.reseat;

import org.jspecify.annotations.NullMarked;
