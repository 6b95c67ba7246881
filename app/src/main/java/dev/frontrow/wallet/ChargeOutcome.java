package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of taking a price from a buyer's balance.
public sealed interface ChargeOutcome {

    /// @param transferId none where the price was zero, so that no money moved
    record Charged(@Nullable UUID transferId, Money balance) implements ChargeOutcome {}

    /// Nothing was taken.
    record BalanceInsufficient(Money missing) implements ChargeOutcome {}
}
