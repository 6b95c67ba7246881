/// Tests of the whole server, and the people who play in them.
@NullMarked
package dev.frontrow;

import org.jspecify.annotations.NullMarked;
