package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of a room. Absent fields stay as they are; a blank message removes the message. A beacon is printable
/// ASCII without leading or trailing blanks, so that everybody who checks the draw gets the same bytes.
record SteerForm(
        @Nullable Phase phase,
        @Nullable @Min(1) @Max(1_000_000) Integer admitPerMinute,
        @Nullable @Min(1) @Max(1_000_000) Integer capacity,
        @Nullable @Min(1) @Max(99) Integer priorityPercent,
        @Nullable Boolean inviteOnly,
        @Nullable ChallengeMode challenge,
        @Nullable @Size(max = 500) String message,
        @Nullable Boolean freezeHolds,

        @Nullable @Pattern(regexp = "[!-~]([ -~]{0,298}[!-~])?")
        String beacon) {}

/// @param admitPerMinute    the operator's rate
/// @param admitPerMinuteNow the current rate, after back-off
/// @param activeBuyers      buyers inside now
/// @param estimates         called places that had been told an estimate
/// @param estimateHitRate   the share of them that were called within the first range they were told; absent if
/// none
record SteeredRoomDocument(
        long concertId,
        Phase phase,
        int admitPerMinute,
        int admitPerMinuteNow,
        int capacity,
        int priorityPercent,
        boolean inviteOnly,
        ChallengeMode challenge,
        @Nullable String message,
        boolean freezeHolds,
        List<LaneDocument> lanes,
        long waiting,
        int activeBuyers,
        long estimates,
        @Nullable Double estimateHitRate) {}

/// @param estimates       as in the room's document, for this lane
/// @param estimateHitRate as in the room's document, for this lane
record LaneDocument(
        Lane lane,
        long servingPosition,
        long lastPosition,
        long estimates,
        @Nullable Double estimateHitRate) {

    static LaneDocument of(Lane lane, long servingPosition, Line line) {
        long judged = line.estimatesJudged(lane);
        return new LaneDocument(
                lane,
                servingPosition,
                line.lastNumber(lane),
                judged,
                judged == 0 ? null : (double) line.estimatesHit(lane) / judged);
    }
}
