package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.waitingroom.PlaceDocument.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells buyers where they stand. Asks for nothing but memory.
@Component
class PlaceDocuments {

    private static final Duration POLL_MIN = Duration.ofSeconds(1);
    private static final Duration POLL_MAX = Duration.ofSeconds(30);
    private static final int POLLS_PER_WAIT = 10;
    private static final int JITTER_PERCENT = 20;

    private final QueueTokens queueTokens;
    private final InstantSource clock;

    PlaceDocuments(QueueTokens queueTokens, InstantSource clock) {
        this.queueTokens = queueTokens;
        this.clock = clock;
    }

    PlaceDocument of(SteeredRoom room, UUID buyerId, PlaceNumber place, Instant joinedAt, Standing standing) {
        Instant now = clock.instant();
        Instant admittedUntil = standing.admittedUntil();
        // The token carries milliseconds; the document must not promise more than the token does.
        Instant joined = joinedAt.truncatedTo(ChronoUnit.MILLIS);
        String token =
                queueTokens.write(new QueueToken(room.concert().concertId(), buyerId, place, joined, admittedUntil));
        long position = room.positionOf(place);
        return switch (room.stateOf(standing, now)) {
            case PRE_QUEUE -> {
                boolean drawing = room.hasOpened(now);
                Duration opening = drawing
                        ? POLL_MIN
                        : Duration.between(now, room.concert().onSale().opensAt());
                yield new PlaceDocument(
                        token,
                        PlaceState.PRE_QUEUE,
                        null,
                        null,
                        null,
                        drawing ? "draw" : "pre-queue",
                        pollAfter(opening, position),
                        null,
                        joined);
            }
            case WAITING -> waiting(room, token, position, joined, now);
            case ADMITTED ->
                new PlaceDocument(
                        token,
                        PlaceState.ADMITTED,
                        position,
                        0L,
                        null,
                        null,
                        POLL_MAX.toMillis(),
                        admittedUntil,
                        joined);
            case FINISHED -> over(token, PlaceState.FINISHED, joined);
            case EXPIRED -> over(token, PlaceState.EXPIRED, joined);
            case LEFT -> over(token, PlaceState.LEFT, joined);
        };
    }

    private PlaceDocument waiting(SteeredRoom room, String token, long position, Instant joinedAt, Instant now) {
        long ahead = Math.max(0, position - room.line().servingPosition() - 1);
        boolean paused = room.phaseAt(now) == Phase.PAUSED;
        Duration slowest = room.slowestWait(ahead);
        Wait wait = paused ? null : new Wait(room.fastestWait(ahead).toSeconds(), slowest.toSeconds());
        return new PlaceDocument(
                token,
                PlaceState.WAITING,
                position,
                ahead,
                wait,
                paused ? "paused" : "rate",
                pollAfter(paused ? POLL_MAX.multipliedBy(POLLS_PER_WAIT) : room.fastestWait(ahead), position),
                null,
                joinedAt);
    }

    private static PlaceDocument over(String token, PlaceState state, Instant joinedAt) {
        return new PlaceDocument(token, state, null, null, null, null, POLL_MAX.toMillis(), null, joinedAt);
    }

    /// A tenth of the wait, so that the load of polls grows with the logarithm of the line; spread by the position, so
    /// that a crowd that came together does not come back together.
    private static long pollAfter(Duration wait, long position) {
        long tenth = wait.toMillis() / POLLS_PER_WAIT;
        long jittered = tenth + tenth * Math.floorMod(position * 7919, JITTER_PERCENT) / 100;
        return Math.clamp(jittered, POLL_MIN.toMillis(), POLL_MAX.toMillis());
    }
}
