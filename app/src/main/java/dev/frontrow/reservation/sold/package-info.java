/// Tickets that were paid for, and how they are taken back.
@NullMarked
@NamedInterface("sold")
package dev.frontrow.reservation.sold;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
