package dev.frontrow.catalog.about;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that was changed of a concert that fans had seen.
///
/// @param performanceId null for the whole concert
/// @param language      in which it reads differently now; null for all
/// @param before        null where it was not there or is too long to be told; times as in ISO 8601
/// @param after         the same
public record ConcertChange(
        Instant changedAt,
        @Nullable Long performanceId,
        What what,
        @Nullable Locale language,
        @Nullable String before,
        @Nullable String after) {

    /// What can be changed so that those who have bought must know.
    public enum What {
        TITLE,
        ARTISTS,
        VENUE,
        ADDRESS,
        AGE_LIMIT,
        RUNNING_TIME,
        NOTICES,
        TERMS,
        TIME,
        CANCELLED
    }

    /// Whether it is about this performance, or about all.
    public boolean concerns(long performance) {
        return performanceId == null || performanceId == performance;
    }

    /// If it is about a time.
    public Instant timeBefore() {
        return Instant.parse(Objects.requireNonNull(before));
    }

    /// If it is about a time.
    public Instant timeAfter() {
        return Instant.parse(Objects.requireNonNull(after));
    }

    /// Whether readers of this language see it.
    public boolean isIn(Locale reading) {
        return language == null || language.equals(reading);
    }
}
