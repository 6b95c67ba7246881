package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts/{concertId}/waiting-room")
@Tag(name = "Operator")
class OperatorRoomController {

    /// What is absent stays as it is; an empty message takes the message away. A beacon is plain ASCII without blanks
    /// around it: everybody who checks the draw must come to the same bytes.
    record SteerForm(
            @Nullable Phase phase,
            @Nullable @Min(1) @Max(1_000_000) Integer admitPerMinute,
            @Nullable @Min(1) @Max(1_000_000) Integer capacity,
            @Nullable @Size(max = 500) String message,
            @Nullable Boolean freezeHolds,

            @Nullable @Pattern(regexp = "[!-~]([ -~]{0,298}[!-~])?")
            String beacon) {}

    record SteeredRoomDocument(
            long concertId,
            Phase phase,
            int admitPerMinute,
            int capacity,
            @Nullable String message,
            boolean freezeHolds,
            long servingPosition,
            long lastPosition,
            long waiting,
            int activeBuyers) {}

    private final RoomSteering steering;
    private final InstantSource clock;

    OperatorRoomController(RoomSteering steering, InstantSource clock) {
        this.steering = steering;
        this.clock = clock;
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
            case SteerOutcome.ConcertUnknown() ->
                throw Problem.of(ProblemCode.CONCERT_UNKNOWN).at("concertId", "unknown-id");
        };
    }

    private SteeredRoomDocument document(SteeredRoom room) {
        Room line = room.line();
        return new SteeredRoomDocument(
                room.concert().concertId(),
                room.phaseAt(clock.instant()),
                line.terms().admitPerMinute(),
                line.terms().capacity(),
                room.message(),
                room.holdsFrozen(),
                line.servingPosition(),
                line.lastPosition(),
                line.waiting(),
                line.activeBuyers());
    }
}
