/// How benchmarks show what they found: tables with bars, round axes, a line of progress, and the parts of
/// pages that are generated. Public, because each benchmark lives in the package of what it measures.
@NullMarked
package dev.frontrow.figures;

import org.jspecify.annotations.NullMarked;
