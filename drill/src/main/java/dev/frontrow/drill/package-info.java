/// Breaks a whole cluster on purpose while fans buy, and checks afterwards that nothing was lost.
@NullMarked
package dev.frontrow.drill;

import org.jspecify.annotations.NullMarked;
