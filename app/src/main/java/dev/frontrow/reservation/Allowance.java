package dev.frontrow.reservation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a buyer of a performance has once a hold is placed.
///
/// @param coolDownUntil before when it would have been refused, if that was ever so
record Allowance(int seats, @Nullable Instant coolDownUntil) {}
