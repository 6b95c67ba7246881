/// Measures the packaged server over HTTP against the best that the machine could do:
/// `./frontrow bench hot-path`. It measures all modules together, so it has a separate package.
@NullMarked
package dev.frontrow.hotpath;

import org.jspecify.annotations.NullMarked;
