/// Seats that the box office sells.
@NullMarked
@NamedInterface("counter")
package dev.frontrow.reservation.counter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
