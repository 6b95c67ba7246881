/// Measures the packaged server over HTTP beside what the machine could do at best: `./frontrow bench
/// hot-path`. What it measures goes through all modules, so it has a package of its own.
@NullMarked
package dev.frontrow.hotpath;

import org.jspecify.annotations.NullMarked;
