package dev.frontrow.reservation;

import java.time.Duration;
import java.util.List;

/// The outcome of holding seats and places of areas: all of them, or none.
public sealed interface HoldOutcome {

    record Held(Hold hold) implements HoldOutcome {}

    record PerformanceUnknown() implements HoldOutcome {}

    /// The performance belongs to a concert that the buyer is not admitted to.
    record OutOfScope() implements HoldOutcome {}

    record SeatsUnknown(List<String> seats) implements HoldOutcome {}

    record AreasUnknown(List<String> areas) implements HoldOutcome {}

    record SaleClosed() implements HoldOutcome {}

    /// The buyer's admission is at its latest end.
    record AdmissionOver() implements HoldOutcome {}

    /// The buyer has let too many holds of this performance expire, or released them.
    ///
    /// @param left time until the next hold is allowed
    record CoolingDown(Duration left) implements HoldOutcome {

        /// Whole minutes for display, rounded up.
        public int minutes() {
            return Math.toIntExact(left.plusSeconds(59).toMinutes());
        }
    }

    record SeatLimitExceeded(int seatsPerBuyerMax) implements HoldOutcome {}

    /// An amount of the concert was changed, of which this node has not heard yet: the buyer should look again.
    record PricesChanged() implements HoldOutcome {}

    record PriceLevelUnknown() implements HoldOutcome {}

    /// No block of this many adjacent free seats is left.
    record NoSeatsTogether(int count) implements HoldOutcome {}

    record SeatsTaken(List<String> seats) implements HoldOutcome {}

    /// The area has fewer free places than asked for.
    ///
    /// @param left free places, as far as this transaction could see
    record AreaFull(String area, int left) implements HoldOutcome {}

    /// Other transactions have locked the seats or places that are left. They may take them or leave them free,
    /// so it is not known yet whether enough are left: the buyer should try again.
    record SeatsLocked() implements HoldOutcome {}
}
