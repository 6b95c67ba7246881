package dev.frontrow.waitingroom;

import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.tokens.QueueToken;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the places of callers by the queue tokens that they send. A token that is not genuine, or belongs to
/// another buyer, finds nothing. Thread-safe.
@Component
class OwnPlaces {

    /// A place, and the room in whose line it is.
    ///
    /// @param sent the text of the token; null if the server read the place without it
    record OwnPlace(
            WaitingRoom room, QueueToken token, @Nullable String sent) {}

    private final Rooms rooms;
    private final QueueTokens queueTokens;
    private final Places places;

    OwnPlaces(Rooms rooms, QueueTokens queueTokens, Places places) {
        this.rooms = rooms;
        this.queueTokens = queueTokens;
        this.places = places;
    }

    /// The place in the line of that concert; empty also if the concert is unknown.
    Optional<OwnPlace> find(long concertId, @Nullable String queueToken, Caller caller) {
        return queueTokens
                .read(queueToken, concertId, caller)
                .flatMap(token -> rooms.find(concertId).map(room -> new OwnPlace(room, token, queueToken)));
    }

    /// As [#find], for controllers: the refusal says whether the concert or the token is wrong.
    OwnPlace required(long concertId, @Nullable String queueToken, Caller caller) {
        WaitingRoom room =
                rooms.find(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
        return queueTokens
                .read(queueToken, concertId, caller)
                .map(token -> new OwnPlace(room, token, queueToken))
                .orElseThrow(() -> Problem.of(ProblemCode.QUEUE_TOKEN_INVALID));
    }

    /// The place in the line of any concert.
    OwnPlace required(@Nullable String queueToken, Caller caller) {
        return queueTokens
                .read(queueToken)
                .filter(token -> token.isOf(caller))
                .flatMap(this::of)
                .orElseThrow(() -> Problem.of(ProblemCode.QUEUE_TOKEN_INVALID));
    }

    /// As [#find], if the room is in memory; never reads the database.
    Optional<OwnPlace> inMemory(long concertId, String queueToken, Caller caller) {
        WaitingRoom room = rooms.inMemory(concertId).orElse(null);
        return room == null
                ? Optional.empty()
                : queueTokens.read(queueToken, concertId, caller).map(token -> new OwnPlace(room, token, queueToken));
    }

    /// The place in the line of any concert, if its room is in memory; never reads the database.
    Optional<OwnPlace> inMemory(String queueToken, Caller caller) {
        QueueToken token = queueTokens.read(queueToken).orElse(null);
        if (token == null || !token.isOf(caller)) {
            return Optional.empty();
        }
        WaitingRoom room = rooms.inMemory(token.concertId()).orElse(null);
        return room == null ? Optional.empty() : Optional.of(new OwnPlace(room, token, queueToken));
    }

    /// The place of a token that the server has read or made.
    Optional<OwnPlace> of(QueueToken token) {
        return rooms.find(token.concertId()).map(room -> new OwnPlace(room, token, null));
    }

    /// The caller's live place, for callers who have lost the token.
    Optional<OwnPlace> live(long concertId, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> places.findLive(concertId, caller.buyerId())
                        .map(place -> new OwnPlace(room, place.token(), null)));
    }

    /// Whether the token is genuine and belongs to another buyer in the line of that concert.
    boolean isOfAnother(long concertId, String queueToken, Caller caller) {
        return queueTokens
                .read(queueToken)
                .filter(token -> token.concertId() == concertId)
                .filter(token -> !token.isOf(caller))
                .isPresent();
    }
}
