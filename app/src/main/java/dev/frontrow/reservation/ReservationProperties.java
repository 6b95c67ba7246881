package dev.frontrow.reservation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param holdTtl          how long a hold keeps its seats
/// @param holdExtension    how much longer its one extension makes a hold
/// @param holdMax          upper bound of a hold's duration, from when it was made; longer than `holdTtl`
/// @param seatsPerBuyerMax seats of one performance that one buyer may hold and own, 1 to 100
/// @param freezeMax        longest freeze of the holds' deadlines in an incident
/// @param sweepMax         maximum number of holds that one sweep ends
@ConfigurationProperties("frontrow.reservation")
record ReservationProperties(
        @DefaultValue("PT5M") Duration holdTtl,
        @DefaultValue("PT5M") Duration holdExtension,
        @DefaultValue("PT30M") Duration holdMax,
        @DefaultValue("4") int seatsPerBuyerMax,
        @DefaultValue("PT1H") Duration freezeMax,
        @DefaultValue("500") int sweepMax) {

    static final int SEATS_PER_HOLD_MAX = 100;

    /// Longest duration of an extended hold.
    Duration longestHold() {
        Duration extended = holdTtl.plus(holdExtension);
        return extended.compareTo(holdMax) < 0 ? extended : holdMax;
    }

    ReservationProperties {
        if (!holdTtl.isPositive()) {
            throw new IllegalArgumentException("FRONTROW_HOLD_TTL must be a positive duration such as PT5M");
        }
        if (!holdExtension.isPositive()) {
            throw new IllegalArgumentException("FRONTROW_HOLD_EXTENSION must be a positive duration such as PT5M");
        }
        if (holdMax.compareTo(holdTtl) <= 0) {
            throw new IllegalArgumentException("FRONTROW_HOLD_MAX must be longer than FRONTROW_HOLD_TTL, or nobody who"
                    + " needs more time can have any");
        }
        if (seatsPerBuyerMax < 1 || seatsPerBuyerMax > SEATS_PER_HOLD_MAX) {
            throw new IllegalArgumentException("FRONTROW_SEATS_PER_BUYER_MAX must be 1 to " + SEATS_PER_HOLD_MAX);
        }
    }
}
