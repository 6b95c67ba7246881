package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Limit;
import dev.frontrow.line.Line;
import dev.frontrow.line.TickReport;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.log.AdmissionLog;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts/{concertId}/waiting-room")
@Tag(name = "Operator")
class OperatorRoomController {

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

    /// The latest seconds and minutes, each newest first.
    record AdmissionsDocument(List<SecondDocument> seconds, List<AdmissionMinute> minutes) {}

    /// @param noShowShare  expected share of called people who do not come, 0 to 1
    /// @param outstanding  called people who are still expected
    /// @param capacityRoom arrivals for which the capacity had room
    /// @param stockRoom    arrivals for which there were seats; absent while seats are not counted
    /// @param latencyP99Ms of the shop since the last tick; absent if it had no calls
    record SecondDocument(
            Instant at,
            int wantedPerMinute,
            double factor,
            double noShowShare,
            int called,
            int admitted,
            int active,
            double outstanding,
            double capacityRoom,
            @Nullable Double stockRoom,
            @Nullable Long latencyP99Ms,
            Limit boundBy,
            long waiting) {

        static SecondDocument of(TickReport report) {
            return new SecondDocument(
                    report.at(),
                    report.wantedPerMinute(),
                    report.factor(),
                    report.noShow(),
                    report.called(),
                    report.admitted(),
                    report.inside(),
                    report.outstanding(),
                    report.capacityRoom(),
                    // JSON has no infinity.
                    Double.isInfinite(report.stockRoom()) ? null : report.stockRoom(),
                    report.p99().isZero() ? null : report.p99().toMillis(),
                    report.bound(),
                    report.waiting());
        }
    }

    private final RoomSteering steering;
    private final Rooms rooms;
    private final AdmissionLog log;
    private final Progress progress;
    private final InstantSource clock;

    OperatorRoomController(
            RoomSteering steering, Rooms rooms, AdmissionLog log, Progress progress, InstantSource clock) {
        this.steering = steering;
        this.rooms = rooms;
        this.log = log;
        this.progress = progress;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "How a waiting room stands, for the operator")
    SteeredRoomDocument room(@PathVariable long concertId) {
        return document(required(concertId));
    }

    @GetMapping("/admissions")
    @Operation(
            summary = "What the admission decided, and why",
            description =
                    "Each second of the last hour, as far as it is remembered, and each minute that is on record.")
    AdmissionsDocument admissions(
            @PathVariable long concertId,
            @RequestParam(defaultValue = "60") @Min(0) @Max(4_000) int seconds,
            @RequestParam(defaultValue = "60") @Min(0) @Max(1_440) int minutes) {
        WaitingRoom room = required(concertId);
        return new AdmissionsDocument(
                room.history().latest(seconds).stream().map(SecondDocument::of).toList(),
                log.list(concertId, Instant.EPOCH, minutes));
    }

    private WaitingRoom required(long concertId) {
        return rooms.find(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
    }

    @PatchMapping
    @Operation(summary = "Steer a waiting room", description = "Changes what is given and answers the whole.")
    SteeredRoomDocument steer(@PathVariable long concertId, @Valid @RequestBody SteerForm form) {
        return switch (steering.steer(concertId, form)) {
            case SteerOutcome.Steered steered -> document(steered.room());
            case SteerOutcome.PhaseChangeRefused(Phase from, Phase to) ->
                throw Problem.of(ProblemCode.PHASE_CHANGE_REFUSED)
                        .saying(from, to)
                        .at("phase", "value");
            case SteerOutcome.BeaconRefused() ->
                throw Problem.of(ProblemCode.BEACON_REFUSED).at("beacon", "value");
            case SteerOutcome.ConcertUnknown() -> throw Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
        };
    }

    private SteeredRoomDocument document(WaitingRoom room) {
        Line line = room.line();
        long judged = line.estimatesJudged();
        return new SteeredRoomDocument(
                room.concertId(),
                room.phaseAt(clock.instant()),
                line.terms().admitPerMinute(),
                line.admitPerMinute(),
                line.terms().capacity(),
                line.terms().priorityPercent(),
                room.inviteOnly(),
                room.challengeMode(),
                room.message(),
                room.holdsFrozen(),
                Arrays.stream(Lane.values()).map(lane -> lane(room, lane)).toList(),
                line.waiting(),
                line.activeBuyers(),
                judged,
                judged == 0 ? null : (double) line.estimatesHit() / judged);
    }

    private LaneDocument lane(WaitingRoom room, Lane lane) {
        return LaneDocument.of(lane, progress.tell(room, lane), room.line());
    }
}
