package dev.frontrow.identity.owndata;

import dev.frontrow.identity.NewPasswordOutcome;

/// The outcome of a deletion of an account by its owner.
public sealed interface DeletionOutcome {

    /// It is deleted, perhaps since before.
    record Deleted() implements DeletionOutcome {}

    /// @param why the password did not prove the owner
    record NotProven(NewPasswordOutcome why) implements DeletionOutcome {}

    /// The audit log names operators; who lets people in has to let them go first.
    record OfOperator() implements DeletionOutcome {}

    record HoldRuns() implements DeletionOutcome {}

    record RefundWaits() implements DeletionOutcome {}

    /// There is money that its owner has not given up.
    record MoneyLeft() implements DeletionOutcome {}
}
