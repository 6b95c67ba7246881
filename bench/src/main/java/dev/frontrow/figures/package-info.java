/// Reports of benchmarks: tables with bars, axes with round values, a progress line, and generated parts of
/// pages. Public, because each benchmark is in the package of the code that it measures.
@NullMarked
package dev.frontrow.figures;

import org.jspecify.annotations.NullMarked;
