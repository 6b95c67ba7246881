package dev.frontrow.reservation;

/// Whether a hold can be paid now.
public sealed interface PayableOutcome {

    /// The hold and its seats are locked until the transaction ends, so confirming it succeeds.
    record Payable(Hold hold) implements PayableOutcome {}

    /// No such hold, or another buyer's.
    record HoldUnknown() implements PayableOutcome {}

    /// The hold expired or was released; its seats are free for others.
    record HoldOver(Hold hold) implements PayableOutcome {}

    record AlreadyPaid(Hold hold) implements PayableOutcome {}
}
