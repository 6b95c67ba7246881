package dev.frontrow.payment.counter;

import dev.frontrow.reservation.counter.CounterOutcome;

/// The outcome of a sale at the box office.
sealed interface SaleOutcome {

    record Sold(CounterSale sale) implements SaleOutcome {}

    /// Nothing was sold.
    record NotSold(CounterOutcome.Refused why) implements SaleOutcome {}
}
