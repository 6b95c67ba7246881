/// What the benchmarks have to call where it stands, because nobody outside the package may.
@NullMarked
package dev.frontrow.reservation;

import org.jspecify.annotations.NullMarked;
