package dev.frontrow.wallet;

import dev.frontrow.money.Money;

/// How much of one currency may come in at once, and how much may be there.
public record WalletLimits(Money topUpMax, Money balanceMax) {

    /// Whether so much may come in at once.
    public boolean allow(Money topUp) {
        return topUp.amountMinor() > 0 && topUp.amountMinor() <= topUpMax.amountMinor();
    }

    /// Most that may be added to this balance at once; zero where it is full.
    public Money roomFor(Money balance) {
        long room = Math.min(topUpMax.amountMinor(), balanceMax.minus(balance).amountMinor());
        return new Money(Math.max(0, room), balance.currency());
    }
}
