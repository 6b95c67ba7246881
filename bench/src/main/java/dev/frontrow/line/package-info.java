/// Simulates on-sales in virtual time against the real line: `./frontrow bench waiting-room`. In the line's
/// package, so that the measured code need not be public.
@NullMarked
package dev.frontrow.line;

import org.jspecify.annotations.NullMarked;
