package dev.frontrow.reservation;

import java.time.Duration;
import java.util.List;

/// What became of the wish to hold seats: all of them, or none.
public sealed interface HoldOutcome {

    record Held(Hold hold) implements HoldOutcome {}

    record PerformanceUnknown() implements HoldOutcome {}

    /// The performance belongs to another concert than the one the buyer is admitted to.
    record OutOfScope() implements HoldOutcome {}

    record SeatsUnknown(List<String> seats) implements HoldOutcome {}

    record SaleClosed() implements HoldOutcome {}

    /// The admission has come to its latest end.
    record AdmissionOver() implements HoldOutcome {}

    /// The buyer has let too many holds of this performance lapse, or given them back.
    ///
    /// @param left until the next hold may be made
    record CoolingDown(Duration left) implements HoldOutcome {

        /// For people, rounded up.
        public int minutes() {
            return Math.toIntExact(left.plusSeconds(59).toMinutes());
        }
    }

    record SeatLimitExceeded(int seatsPerBuyerMax) implements HoldOutcome {}

    record PriceLevelUnknown() implements HoldOutcome {}

    /// So many free seats side by side are not left.
    record NoSeatsTogether(int count) implements HoldOutcome {}

    record SeatsTaken(List<String> seats) implements HoldOutcome {}
}
