/// What a draw costs, measured in the draw's own package.
@NullMarked
package dev.frontrow.draw;

import org.jspecify.annotations.NullMarked;
