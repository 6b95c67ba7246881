package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.venue.VenueDrafts.VenueDraft;
import org.jspecify.annotations.Nullable;

/// What became of a change of a venue's draft.
///
/// @param <T> what was made
sealed interface DraftOutcome<T> {

    record Done<T>(T made) implements DraftOutcome<T> {}

    /// Somebody else has saved, published or dropped the draft meanwhile.
    ///
    /// @param now as it is; null if there is none any more
    record Changed<T>(@Nullable VenueDraft now) implements DraftOutcome<T> {}

    /// The venue has a newer version than the one that the draft is based on.
    record Outdated<T>(int newest) implements DraftOutcome<T> {}

    record NoVenue<T>() implements DraftOutcome<T> {}

    /// The draft names a version that the venue does not have.
    record NoVersion<T>() implements DraftOutcome<T> {}
}
