/// Houses as they are built, to test with.
@NullMarked
package dev.frontrow.houses;

import org.jspecify.annotations.NullMarked;
