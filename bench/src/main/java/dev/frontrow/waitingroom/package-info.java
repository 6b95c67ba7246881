/// Plays on-sales in virtual time against the real waiting room: `./frontrow bench waiting-room`. In the room's own
/// package, so that what is measured needs no door for it.
@NullMarked
package dev.frontrow.waitingroom;

import org.jspecify.annotations.NullMarked;
