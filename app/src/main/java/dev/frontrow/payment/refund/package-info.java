/// Money back: all or some tickets of an order, over a limit only with the approval of a second person.
@NullMarked
package dev.frontrow.payment.refund;

import org.jspecify.annotations.NullMarked;
