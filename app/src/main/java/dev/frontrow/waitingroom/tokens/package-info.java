/// Queue tokens: what a fan holds of a place in line, signed.
@NullMarked
package dev.frontrow.waitingroom.tokens;

import org.jspecify.annotations.NullMarked;
