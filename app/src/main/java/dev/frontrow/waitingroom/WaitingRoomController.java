package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.Places.Place;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/concerts/{concertId}")
@Tag(name = "Waiting room")
class WaitingRoomController {

    private static final Duration STATUS_AGE_MAX = Duration.ofSeconds(1);

    record RoomStatus(
            Phase phase,
            long servingPosition,
            long lastPosition,
            long waiting,
            int admitPerMinute,
            long priceFromMinor,
            long priceToMinor,
            String currency,
            List<String> soldOutLevels,
            @Nullable String message,
            DrawStatus draw) {}

    record DrawStatus(
            String algorithm,
            String commitment,
            DrawRow.State state,
            @Nullable Long registrations,
            @Nullable String root) {

        static DrawStatus of(DrawRow draw) {
            return new DrawStatus(
                    DrawHashes.ALGORITHM,
                    draw.commitment(),
                    draw.state(),
                    draw.closed() ? draw.registrations() : null,
                    draw.root());
        }
    }

    private final WaitingRooms waitingRooms;
    private final Rooms rooms;
    private final QueueTokens queueTokens;
    private final PlaceDocuments documents;
    private final SeatAvailability availability;
    private final InstantSource clock;

    WaitingRoomController(
            WaitingRooms waitingRooms,
            Rooms rooms,
            QueueTokens queueTokens,
            PlaceDocuments documents,
            SeatAvailability availability,
            InstantSource clock) {
        this.waitingRooms = waitingRooms;
        this.rooms = rooms;
        this.queueTokens = queueTokens;
        this.documents = documents;
        this.availability = availability;
        this.clock = clock;
    }

    @GetMapping("/waiting-room")
    @Operation(summary = "How the line stands", description = "The same for everybody; may be cached for a second.")
    ResponseEntity<RoomStatus> status(@PathVariable long concertId) {
        SteeredRoom room = required(concertId);
        Concert concert = room.concert();
        Room line = room.line();
        var status = new RoomStatus(
                room.phaseAt(clock.instant()),
                line.servingPosition(),
                line.lastPosition(),
                line.waiting(),
                line.terms().admitPerMinute(),
                concert.priceFromMinor(),
                concert.priceToMinor(),
                concert.currency().getCurrencyCode(),
                availability.stock(concert).soldOutLevels(),
                room.message(),
                DrawStatus.of(room.draw().row()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(STATUS_AGE_MAX).cachePublic())
                .body(status);
    }

    @PostMapping("/queue-tokens")
    @Operation(summary = "Stand in line", description = "A repeat answers the same place with 200.")
    ResponseEntity<PlaceDocument> join(@PathVariable long concertId, @AuthenticationPrincipal Caller caller) {
        return switch (waitingRooms.join(concertId, caller.buyerId())) {
            case JoinOutcome.Joined(SteeredRoom room, Place place) -> place(HttpStatus.CREATED, room, place);
            case JoinOutcome.AlreadyInLine(SteeredRoom room, Place place) -> place(HttpStatus.OK, room, place);
            case JoinOutcome.NotOpenYet(Instant opensAt) ->
                throw Problem.of(ProblemCode.ROOM_NOT_OPEN_YET)
                        .saying(opensAt.toString())
                        .with("opensAt", opensAt)
                        .retryAfter(Duration.between(clock.instant(), opensAt));
            case JoinOutcome.Closed() -> throw Problem.of(ProblemCode.ROOM_CLOSED);
            case JoinOutcome.ConcertUnknown() ->
                throw Problem.of(ProblemCode.CONCERT_UNKNOWN).at("concertId", "unknown-id");
        };
    }

    @GetMapping("/queue-tokens/current")
    @Operation(summary = "One's own place", description = "Ask again after `pollAfterMs`.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<PlaceDocument> place(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @AuthenticationPrincipal Caller caller) {
        SteeredRoom room = required(concertId);
        QueueToken token = own(queueToken, concertId, caller);
        Standing standing = waitingRooms.standing(room, token.place(), token.buyerId());
        return respond(HttpStatus.OK, documents.of(room, token.buyerId(), token.place(), token.joinedAt(), standing));
    }

    @DeleteMapping("/queue-tokens/current")
    @Operation(summary = "Give one's place up")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<Void> leave(
            @PathVariable long concertId,
            @RequestHeader(name = "Queue-Token", required = false) @Nullable String queueToken,
            @AuthenticationPrincipal Caller caller) {
        SteeredRoom room = required(concertId);
        waitingRooms.leave(room, own(queueToken, concertId, caller));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<PlaceDocument> place(HttpStatus status, SteeredRoom room, Place place) {
        Standing standing = waitingRooms.standing(room, place.number(), place.buyerId());
        return respond(status, documents.of(room, place.buyerId(), place.number(), place.joinedAt(), standing));
    }

    private static ResponseEntity<PlaceDocument> respond(HttpStatus status, PlaceDocument document) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.ceilDiv(document.pollAfterMs(), 1_000)))
                .cacheControl(CacheControl.noStore())
                .body(document);
    }

    private SteeredRoom required(long concertId) {
        return rooms.find(concertId)
                .orElseThrow(() -> Problem.of(ProblemCode.CONCERT_UNKNOWN).at("concertId", "unknown-id"));
    }

    private QueueToken own(@Nullable String queueToken, long concertId, Caller caller) {
        return queueTokens
                .read(queueToken)
                .filter(token ->
                        token.concertId() == concertId && token.buyerId().equals(caller.buyerId()))
                .orElseThrow(() -> Problem.of(ProblemCode.QUEUE_TOKEN_INVALID));
    }
}
