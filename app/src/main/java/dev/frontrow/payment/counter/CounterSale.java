package dev.frontrow.payment.counter;

import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order that was sold at the box office.
///
/// @param asked      what the operator asked for
/// @param transferId what moved the money; null if there was none to move
record CounterSale(
        UUID paymentId,
        SaleCommand asked,
        Hold hold,
        UUID soldBy,
        @Nullable UUID transferId,
        Instant soldAt,
        List<Ticket> tickets) {

    Money amount() {
        return hold.total();
    }
}
