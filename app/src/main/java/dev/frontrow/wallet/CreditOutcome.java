package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The outcome of giving a buyer money back.
public sealed interface CreditOutcome {

    /// @param transferId null if the amount was zero, so that no money moved
    record Credited(@Nullable UUID transferId, Money balance) implements CreditOutcome {}

    /// No balance can be that high; no money moved.
    record BalanceFull() implements CreditOutcome {}
}
