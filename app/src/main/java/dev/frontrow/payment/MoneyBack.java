package dev.frontrow.payment;

import dev.frontrow.money.Money;
import java.time.Instant;

/// One refund of an order, as its buyer reads it.
///
/// @param amount what went back to the wallet
/// @param fee    what was kept
public record MoneyBack(Money amount, Money fee, Instant at) {}
