/// Measures the cost of a draw. In the draw's package, because it uses package-private code.
@NullMarked
package dev.frontrow.draw;

import org.jspecify.annotations.NullMarked;
