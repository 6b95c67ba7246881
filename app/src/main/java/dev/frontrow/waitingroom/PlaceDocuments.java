package dev.frontrow.waitingroom;

import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Polling;
import dev.frontrow.line.Standing;
import dev.frontrow.line.ToldWait;
import dev.frontrow.line.WaitEstimate;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.challenge.ChallengePolicy;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.waitingroom.documents.PlaceDocument.Wait;
import dev.frontrow.waitingroom.news.RoomNews;
import dev.frontrow.waitingroom.tokens.QueueToken;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Builds the documents that tell buyers their place. Uses memory only.
@Component
class PlaceDocuments {

    private final QueueTokens queueTokens;
    private final ChallengePolicy challengePolicy;
    private final RoomNews news;
    private final InstantSource clock;

    PlaceDocuments(QueueTokens queueTokens, ChallengePolicy challengePolicy, RoomNews news, InstantSource clock) {
        this.queueTokens = queueTokens;
        this.challengePolicy = challengePolicy;
        this.news = news;
        this.clock = clock;
    }

    PlaceDocument of(OwnPlace own, Standing standing) {
        WaitingRoom room = own.room();
        QueueToken asked = own.token();
        Instant now = clock.instant();
        // The token holds milliseconds, so the document must not be more precise.
        Instant joinedAt = asked.joinedAt().truncatedTo(ChronoUnit.MILLIS);
        var token =
                new QueueToken(asked.concertId(), asked.buyerId(), asked.place(), joinedAt, standing.admittedUntil());
        // An unchanged token keeps its text: most polls change nothing, which saves the signature.
        String sent = own.sent();
        String text =
                sent != null && token.equals(asked.telling(null)) ? QueueTokens.untold(sent) : queueTokens.write(token);
        return switch (room.stateOf(standing, now)) {
            case PRE_QUEUE -> preQueue(room, token, text, now);
            case WAITING -> waiting(room, token.telling(asked.told()), text, now);
            case ADMITTED ->
                document(token, text, PlaceState.ADMITTED, room.line().positionOf(token.place()));
            case FINISHED -> document(token, text, PlaceState.FINISHED, null);
            case EXPIRED -> document(token, text, PlaceState.EXPIRED, null);
            case LEFT -> document(token, text, PlaceState.LEFT, null);
        };
    }

    Duration until(Instant then) {
        return Duration.between(clock.instant(), then);
    }

    private PlaceDocument preQueue(WaitingRoom room, QueueToken token, String text, Instant now) {
        boolean drawing = room.hasOpened(now);
        Duration opening =
                drawing ? Duration.ZERO : until(room.concert().onSale().opensAt());
        room.line().asked(token.place(), now);
        Duration pollAfter = Polling.beforeOpening(
                opening,
                room.line().lastNumber(token.place().lane()),
                token.place().number());
        return new PlaceDocument(
                text,
                PlaceState.PRE_QUEUE,
                token.place().lane(),
                null,
                null,
                null,
                drawing ? "draw" : "pre-queue",
                challenge(room, token),
                pollAfter.toMillis(),
                null,
                token.joinedAt());
    }

    private PlaceDocument waiting(WaitingRoom room, QueueToken token, String text, Instant now) {
        ToldWait told = token.told();
        WaitEstimate estimate = room.line().ask(token.place(), now, told);
        // Another node may know a little less of those ahead. So an increase is told when two polls in a row see it.
        long ahead = told == null ? estimate.ahead() : Math.min(estimate.ahead(), told.ahead());
        Wait wait = estimate.isKnown()
                ? new Wait(estimate.low().toSeconds(), estimate.high().toSeconds())
                : null;
        return new PlaceDocument(
                news.isShared() ? QueueTokens.telling(text, told(estimate, now)) : text,
                PlaceState.WAITING,
                token.place().lane(),
                estimate.position(),
                ahead,
                wait,
                estimate.cause(),
                challenge(room, token),
                estimate.pollAfter().toMillis(),
                null,
                token.joinedAt());
    }

    private static ToldWait told(WaitEstimate estimate, Instant now) {
        return new ToldWait(now, estimate.isKnown() ? now.plus(estimate.high()) : null, estimate.ahead());
    }

    private @Nullable Challenge challenge(WaitingRoom room, QueueToken token) {
        return room.isChallenged(token.place()) ? challengePolicy.challenge(token.concertId(), token.buyerId()) : null;
    }

    private PlaceDocument document(QueueToken token, String text, PlaceState state, @Nullable Long position) {
        return new PlaceDocument(
                text,
                state,
                token.place().lane(),
                position,
                position == null ? null : 0L,
                null,
                null,
                null,
                Polling.LONGEST.toMillis(),
                token.admittedUntil(),
                token.joinedAt());
    }
}
