package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;

/// A price to take from a buyer's balance.
public record Charge(UUID buyerId, Money price) {}
