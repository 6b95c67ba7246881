/// Frontrow's entry point: start, readiness, end, and what is said when a start fails.
@NullMarked
package dev.frontrow;

import org.jspecify.annotations.NullMarked;
