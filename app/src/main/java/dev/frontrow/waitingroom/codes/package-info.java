/// Access codes: created by operators, checked with a limit on guesses, used up by joins.
@NullMarked
package dev.frontrow.waitingroom.codes;

import org.jspecify.annotations.NullMarked;
