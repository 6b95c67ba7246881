package dev.frontrow.reservation;

/// What became of the wish to have more time for a hold.
public sealed interface ExtensionOutcome {

    /// The hold with its new end; so it is also after a repeat.
    record Extended(Hold hold) implements ExtensionOutcome {}

    /// There is no such hold, or it is somebody else's.
    record HoldUnknown() implements ExtensionOutcome {}

    /// It is a hold of another concert than the one that the caller was admitted to.
    record OutOfScope() implements ExtensionOutcome {}

    /// It ran out or was released; its seats are free for others.
    record HoldOver() implements ExtensionOutcome {}

    record AlreadyPaid() implements ExtensionOutcome {}

    /// More people may want a seat than are free where this hold has its seats.
    record UnderPressure() implements ExtensionOutcome {}

    /// Its buyer may not shop any more, and could not pay it.
    record AdmissionOver() implements ExtensionOutcome {}
}
