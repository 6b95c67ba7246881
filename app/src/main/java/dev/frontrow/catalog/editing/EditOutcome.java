package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Concert;
import java.util.List;

/// The outcome of an edit of a concert: all of it, or nothing.
sealed interface EditOutcome {

    record Edited(Concert concert) implements EditOutcome {}

    record ConcertUnknown() implements EditOutcome {}

    record PerformanceUnknown() implements EditOutcome {}

    /// Somebody else has edited the concert since the caller has read it.
    ///
    /// @param version that it has now
    record EditedMeanwhile(int version) implements EditOutcome {}

    record Cancelled() implements EditOutcome {}

    record PublishedAlready() implements EditOutcome {}

    /// The time at which this could be changed is over.
    record TooLate(String field) implements EditOutcome {}

    /// Something is held or sold at these price levels.
    record LevelsClaimed(List<String> levels) implements EditOutcome {}
}
