package dev.frontrow.waitingroom.log;

import dev.frontrow.line.Limit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What the admission to one concert decided within a minute, and what it went by.
///
/// @param minute          its beginning
/// @param wantedPerMinute the operator's rate
/// @param factor          what back-off left of the rate, 0 to 1
/// @param noShowShare     the share of those called who do not turn up, 0 to 1
/// @param called        places that were called
/// @param admitted        places that were claimed
/// @param boundBy         the limit that bound in most ticks
/// @param active          buyers inside at the end
/// @param latencyP99Ms    of the shop; null where it had nothing to do
/// @param estimateHits    estimates whose range held the truth
/// @param estimates       estimates of the wait that came due
public record AdmissionMinute(
        long concertId,
        Instant minute,
        int wantedPerMinute,
        double factor,
        double noShowShare,
        int called,
        int admitted,
        Limit boundBy,
        int active,
        long freeSeats,
        long heldSeats,
        @Nullable Integer latencyP99Ms,
        long waiting,
        int estimateHits,
        int estimates) {

    public AdmissionMinute {
        if (!minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException(minute + " is not the beginning of a minute");
        }
        requireShare("factor", factor);
        requireShare("noShowShare", noShowShare);
        if (estimateHits > estimates) {
            throw new IllegalArgumentException(estimateHits + " hits of " + estimates + " estimates");
        }
    }

    private static void requireShare(String name, double share) {
        // Asked this way round, because what is not a number is not between any two.
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + ", which is not between 0 and 1");
        }
    }
}
