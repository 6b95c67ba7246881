package dev.frontrow.payment;

import dev.frontrow.money.Money;
import dev.frontrow.reservation.Ticket;
import java.util.List;
import java.util.UUID;

/// The outcome of paying a hold.
public sealed interface PaymentOutcome {

    record Paid(Receipt receipt) implements PaymentOutcome {}

    record HoldUnknown() implements PaymentOutcome {}

    /// The hold belongs to a concert that the buyer is not admitted to.
    record OutOfScope() implements PaymentOutcome {}

    /// The admission ended before the payment; nothing was written.
    record AdmissionOver() implements PaymentOutcome {}

    record HoldExpired() implements PaymentOutcome {}

    record AlreadyPaid() implements PaymentOutcome {}

    /// The balance is too low; no money was taken.
    record BalanceInsufficient(Money missing) implements PaymentOutcome {}

    record Receipt(Payment payment, List<Ticket> tickets) {

        /// The number of the order.
        public UUID paymentId() {
            return payment.paymentId();
        }
    }
}
