package dev.frontrow.boxoffice.report;

import dev.frontrow.line.PlaceNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A place in line as it ended, or as it stands.
///
/// @param admittedAt null also where it was not kept
record EndedPlace(
        PlaceNumber number, Instant joinedAt, @Nullable Instant admittedAt, boolean admitted, boolean bought) {}
