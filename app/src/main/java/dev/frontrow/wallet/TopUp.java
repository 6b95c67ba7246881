package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import java.util.UUID;

/// A command to add a positive amount to a buyer's balance.
public record TopUp(UUID buyerId, Money amount) {}
