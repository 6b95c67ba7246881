package dev.frontrow.payment.refund;

import java.util.List;
import java.util.UUID;

/// The outcome of asking for a refund, or of approving or ending one.
sealed interface RefundOutcome {

    /// Nothing was written.
    sealed interface Refusal extends RefundOutcome {}

    record Done(Refund refund) implements RefundOutcome {}

    /// It is above the limit and waits for another person.
    record Requested(Refund refund) implements RefundOutcome {}

    /// It waited for its approval, and does so no more.
    record Ended(Refund refund) implements RefundOutcome {}

    /// It was approved when these of its tickets were refunded already; that has ended it.
    record Lapsed(Refund refund, List<UUID> tickets) implements RefundOutcome {}

    /// There is no such order.
    record PaymentUnknown() implements Refusal {}

    /// These tickets are not of this order.
    record TicketsUnknown(List<UUID> tickets) implements Refusal {}

    /// These tickets were refunded before; nothing was refunded again.
    record AlreadyRefunded(List<UUID> tickets) implements Refusal {}

    record RefundUnknown() implements Refusal {}

    /// The refund was approved before.
    record AlreadyApproved() implements Refusal {}

    /// The refund was withdrawn or declined before, or approved too late.
    record AlreadyEnded() implements Refusal {}

    /// Only the one who asked for a refund withdraws it.
    record NotOwn() implements Refusal {}

    /// Nobody approves their own refund.
    record OwnRefund() implements Refusal {}

    /// No balance can be that high.
    record BalanceFull() implements Refusal {}
}
