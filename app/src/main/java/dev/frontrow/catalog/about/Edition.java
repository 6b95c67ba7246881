package dev.frontrow.catalog.about;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of a concert's versions this is.
///
/// @param publishedAt  null if fans have never seen it
/// @param version      each edit makes the next one
/// @param priceChanges how often an amount was changed
/// @param changes      what was changed since fans have seen it, the newest first
public record Edition(
        ConcertState state,
        @Nullable Instant publishedAt,
        int version,
        int priceChanges,
        List<ConcertChange> changes) {}
