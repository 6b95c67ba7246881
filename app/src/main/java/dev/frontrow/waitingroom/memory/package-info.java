/// What a node remembers of rows that it has read.
@NullMarked
package dev.frontrow.waitingroom.memory;

import org.jspecify.annotations.NullMarked;
