package dev.frontrow.reservation.withheld;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept back of a performance for one reason.
///
/// @param seats  how many seats
/// @param places how many places of areas
/// @param freeAt when the first of them is free by itself; absent if an operator releases all of them
record Allocation(
        String reason, int seats, int places, @Nullable Instant freeAt) {}
