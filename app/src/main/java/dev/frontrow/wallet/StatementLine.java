package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.time.Instant;

/// One move as its buyer reads it: what came in is positive, what went out negative.
///
/// @param kind `TOP_UP` or `PAYMENT`
public record StatementLine(String kind, Money amount, Money balance, Instant at) {}
