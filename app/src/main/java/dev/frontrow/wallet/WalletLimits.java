package dev.frontrow.wallet;

import dev.frontrow.money.Money;

/// The limits of one currency, per top-up and for a balance.
public record WalletLimits(Money topUpMax, Money balanceMax) {

    /// Whether one top-up may have this amount: positive and at most `topUpMax`.
    public boolean allow(Money topUp) {
        return topUp.amountMinor() > 0 && topUp.amountMinor() <= topUpMax.amountMinor();
    }

    /// The most that one top-up may add to this balance; zero if it is full.
    public Money roomFor(Money balance) {
        long room = Math.min(topUpMax.amountMinor(), balanceMax.minus(balance).amountMinor());
        return new Money(Math.max(0, room), balance.currency());
    }
}
