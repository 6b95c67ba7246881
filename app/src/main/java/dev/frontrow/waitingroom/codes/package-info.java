/// Access codes: made by the box office, looked up, guessed at a limited speed, used once for each join.
@NullMarked
package dev.frontrow.waitingroom.codes;

import org.jspecify.annotations.NullMarked;
