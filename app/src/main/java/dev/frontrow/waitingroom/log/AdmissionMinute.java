package dev.frontrow.waitingroom.log;

import dev.frontrow.line.Limit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// One minute of a concert's admission.
///
/// @param minute          its beginning
/// @param wantedPerMinute the operator's rate
/// @param factor          the share of the rate that back-off left, 0 to 1
/// @param noShowShare     the expected share of called people who do not come, 0 to 1
/// @param called          places that were called
/// @param admitted        places that were claimed
/// @param boundBy         the limit that bound in most ticks
/// @param active          places inside or entering at the end
/// @param freeSeats       at the end; 0 if not counted
/// @param heldSeats       at the end; 0 if not counted
/// @param latencyP99Ms    the highest of the shop's p99 latencies; null if it had no calls
/// @param waiting         people in line at the end who still poll
/// @param estimateHits    judged estimates whose first range was right
/// @param estimates       estimates that were judged
@NamedInterface("log")
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
        // Negated, so that NaN is refused too.
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + ", which is not between 0 and 1");
        }
    }
}
