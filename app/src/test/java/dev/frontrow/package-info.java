/// Tests of the whole server, and the fans and buyers that they use.
@NullMarked
package dev.frontrow;

import org.jspecify.annotations.NullMarked;
