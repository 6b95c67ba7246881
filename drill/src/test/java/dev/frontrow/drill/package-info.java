@NullMarked
package dev.frontrow.drill;

import org.jspecify.annotations.NullMarked;
