package dev.frontrow.reservation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a buyer has of a performance once a hold is placed.
///
/// @param seats         seats held and owned
/// @param seatsMax      how many one buyer may have
/// @param coolDownUntil end of the buyer's last cool-down; null if there was none
record Allowance(int seats, int seatsMax, @Nullable Instant coolDownUntil) {}
