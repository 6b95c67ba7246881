/// The house style as tests.
@NullMarked
package dev.frontrow.tidy;

import org.jspecify.annotations.NullMarked;
