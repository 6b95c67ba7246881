package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The outcome of charging a buyer's balance.
public sealed interface ChargeOutcome {

    /// @param transferId null if the price was zero, so that no money moved
    record Charged(@Nullable UUID transferId, Money balance) implements ChargeOutcome {}

    /// The balance is too low; no money was taken.
    record BalanceInsufficient(Money missing) implements ChargeOutcome {}
}
