/// Plays on-sales in virtual time against the real line: `./frontrow bench waiting-room`. It is in the line's own
/// package, so that what is measured need not be public.
@NullMarked
package dev.frontrow.line;

import org.jspecify.annotations.NullMarked;
