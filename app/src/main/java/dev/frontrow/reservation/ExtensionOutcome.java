package dev.frontrow.reservation;

/// The outcome of extending a hold.
public sealed interface ExtensionOutcome {

    /// The hold with its new end. A repeat gets the same answer.
    record Extended(Hold hold) implements ExtensionOutcome {}

    /// No such hold, or another buyer's.
    record HoldUnknown() implements ExtensionOutcome {}

    /// The hold belongs to a concert that the caller is not admitted to.
    record OutOfScope() implements ExtensionOutcome {}

    /// The hold expired or was released; its seats are free for others.
    record HoldOver() implements ExtensionOutcome {}

    record AlreadyPaid() implements ExtensionOutcome {}

    /// More other people may want a seat than are free in one of the hold's sections.
    record UnderPressure() implements ExtensionOutcome {}

    /// The buyer's admission is over, so the hold could not be paid.
    record AdmissionOver() implements ExtensionOutcome {}
}
