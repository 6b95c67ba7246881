package dev.frontrow.payment;

import dev.frontrow.catalog.SaleScope;
import java.util.UUID;

/// A command to pay a hold.
///
/// @param scope what the buyer is admitted to
public record PayCommand(UUID buyerId, SaleScope scope, UUID holdId) {}
