package dev.frontrow.storefront.held;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/// The reader's running hold that ends first.
///
/// @param seats how many seats and places it holds
/// @param zone  of its concert
/// @param more  how many other holds run
public record HeldSeats(UUID holdId, int seats, Instant until, ZoneId zone, int more) {}
