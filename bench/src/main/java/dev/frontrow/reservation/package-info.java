/// Benchmarks that call package-private code of this package.
@NullMarked
package dev.frontrow.reservation;

import org.jspecify.annotations.NullMarked;
