package dev.frontrow.reservation;

import java.util.List;

/// What became of the wish to hold seats: all of them, or none.
public sealed interface HoldOutcome {

    record Held(Hold hold) implements HoldOutcome {}

    record PerformanceUnknown() implements HoldOutcome {}

    /// The performance belongs to another concert than the one the buyer is admitted to.
    record OutOfScope() implements HoldOutcome {}

    record SeatsUnknown(List<String> seats) implements HoldOutcome {}

    record SaleClosed() implements HoldOutcome {}

    record SeatLimitExceeded(int seatsPerBuyerMax) implements HoldOutcome {}

    record PriceLevelUnknown() implements HoldOutcome {}

    /// So many free seats side by side are not left.
    record NoSeatsTogether(int count) implements HoldOutcome {}

    record SeatsTaken(List<String> seats) implements HoldOutcome {}
}
