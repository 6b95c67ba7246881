/// Pages about money that goes back: what waits for an approval, and the refund of a whole performance.
@NullMarked
package dev.frontrow.boxoffice.refunds;

import org.jspecify.annotations.NullMarked;
