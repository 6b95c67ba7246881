package dev.frontrow.payment.refund;

import java.util.List;
import java.util.UUID;

/// The outcome of asking for a refund, or of approving one.
sealed interface RefundOutcome {

    record Done(Refund refund) implements RefundOutcome {}

    /// It is above the limit and waits for another person.
    record Requested(Refund refund) implements RefundOutcome {}

    /// There is no such order.
    record PaymentUnknown() implements RefundOutcome {}

    /// These tickets are not of this order.
    record TicketsUnknown(List<UUID> tickets) implements RefundOutcome {}

    /// These tickets were refunded before; nothing was refunded again.
    record AlreadyRefunded(List<UUID> tickets) implements RefundOutcome {}

    record RefundUnknown() implements RefundOutcome {}

    /// The refund was approved before.
    record AlreadyApproved() implements RefundOutcome {}

    /// Nobody approves their own refund.
    record OwnRefund() implements RefundOutcome {}

    /// No balance can be that high.
    record BalanceFull() implements RefundOutcome {}
}
