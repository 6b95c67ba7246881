package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.time.Instant;

/// One transfer from the buyer's point of view: money in is positive, money out negative.
///
/// @param kind `TOP_UP`, `PAYMENT` or `REFUND`
public record StatementLine(String kind, Money amount, Money balance, Instant at) {}
