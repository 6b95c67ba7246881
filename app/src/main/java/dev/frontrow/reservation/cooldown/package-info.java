/// Cool-down for buyers who return one hold after the other.
@NullMarked
package dev.frontrow.reservation.cooldown;

import org.jspecify.annotations.NullMarked;
