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

/// What is absent stays as it is; an empty message takes the message away. A beacon is plain ASCII without blanks
/// around it: everybody who checks the draw must come to the same bytes.
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

/// @param admitPerMinute  the operator's rate
/// @param admitPerMinuteNow what slowness of the shop leaves of it
/// @param activeBuyers    inside now
/// @param estimates       places that had their turn after they were told how long it would take
/// @param estimateHitRate the share of those that had it within the first range they were told
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

/// @param estimates       as those of the room, of this lane alone
/// @param estimateHitRate likewise
record LaneDocument(
        Lane lane,
        long servingPosition,
        long lastPosition,
        long estimates,
        @Nullable Double estimateHitRate) {

    static LaneDocument of(Lane lane, Reached reached, Line line) {
        long judged = line.estimatesJudged(lane);
        return new LaneDocument(
                lane,
                reached.servingPosition(),
                reached.numberGiven(),
                judged,
                judged == 0 ? null : (double) line.estimatesHit(lane) / judged);
    }
}
