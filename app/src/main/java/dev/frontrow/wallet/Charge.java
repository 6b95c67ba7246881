package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;

/// A price to be taken from a buyer's balance.
public record Charge(UUID buyerId, Money price) {}
