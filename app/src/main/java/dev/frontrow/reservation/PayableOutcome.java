package dev.frontrow.reservation;

/// Whether a hold can be paid now.
public sealed interface PayableOutcome {

    /// The hold and its seats are locked until the transaction ends; confirming it cannot fail any more.
    record Payable(Hold hold) implements PayableOutcome {}

    /// There is no such hold, or it is somebody else's.
    record HoldUnknown() implements PayableOutcome {}

    /// It ran out or was released; its seats are free for others.
    record HoldOver(Hold hold) implements PayableOutcome {}

    record AlreadyPaid(Hold hold) implements PayableOutcome {}
}
