package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;

/// The outcome of a top-up.
public sealed interface TopUpOutcome {

    record ToppedUp(UUID topUpId, Money amount, Money balance) implements TopUpOutcome {}

    record BalanceLimitExceeded(Money balanceMax) implements TopUpOutcome {}
}
