package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;

/// An amount that goes back to a buyer's balance, from what was paid.
public record Credit(UUID buyerId, Money amount) {}
