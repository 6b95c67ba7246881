/// Sales at the box office: for cash, by transfer to the bank, or free of charge.
@NullMarked
package dev.frontrow.payment.counter;

import org.jspecify.annotations.NullMarked;
