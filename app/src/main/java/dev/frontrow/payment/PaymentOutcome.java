package dev.frontrow.payment;

import dev.frontrow.money.Money;
import dev.frontrow.reservation.Ticket;
import java.util.List;

/// What became of the wish to pay a hold.
public sealed interface PaymentOutcome {

    record Paid(Receipt receipt) implements PaymentOutcome {}

    record HoldUnknown() implements PaymentOutcome {}

    /// The hold belongs to another concert than the one the buyer is admitted to.
    record OutOfScope() implements PaymentOutcome {}

    /// The admission ended while the payment was on its way; nothing was done.
    record AdmissionOver() implements PaymentOutcome {}

    record HoldExpired() implements PaymentOutcome {}

    record AlreadyPaid() implements PaymentOutcome {}

    /// Nothing was taken.
    record BalanceInsufficient(Money missing) implements PaymentOutcome {}

    record Receipt(Payment payment, List<Ticket> tickets) {}
}
