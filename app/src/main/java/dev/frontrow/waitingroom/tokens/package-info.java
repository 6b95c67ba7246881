/// Queue tokens: the signed proofs of places in line.
@NullMarked
package dev.frontrow.waitingroom.tokens;

import org.jspecify.annotations.NullMarked;
