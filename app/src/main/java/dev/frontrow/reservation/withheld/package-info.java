/// Seats and places that operators keep back: no buyer gets them until an operator releases them, or their time has
/// come.
@NullMarked
@NamedInterface("withheld")
package dev.frontrow.reservation.withheld;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
