package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.waitingroom.challenge.Challenge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// The line for the web pages: the same places, documents and statuses as the API. Thread-safe.
@Service
public class FrontOfHouse {

    /// The outcome of a join.
    public sealed interface Entry {

        /// In line now, newly or already before.
        record InLine(PlaceDocument place) implements Entry {}

        record NotOpenYet(Instant opensAt) implements Entry {}

        record Closed() implements Entry {}

        record ConcertUnknown() implements Entry {}

        record CodeRequired() implements Entry {}

        record CodeInvalid() implements Entry {}

        record CodeUsedUp() implements Entry {}

        /// @param pause how long to wait before the next code
        record TooManyCodes(Duration pause) implements Entry {}

        /// A proof of work is required first.
        record ChallengeFirst(Challenge challenge) implements Entry {}
    }

    private final Joins joins;
    private final WaitingRooms waitingRooms;
    private final Rooms rooms;
    private final QueueTokens queueTokens;
    private final PlaceDocuments documents;
    private final RoomStatusPages statuses;

    FrontOfHouse(
            Joins joins,
            WaitingRooms waitingRooms,
            Rooms rooms,
            QueueTokens queueTokens,
            PlaceDocuments documents,
            RoomStatusPages statuses) {
        this.joins = joins;
        this.waitingRooms = waitingRooms;
        this.rooms = rooms;
        this.queueTokens = queueTokens;
        this.documents = documents;
        this.statuses = statuses;
    }

    /// Joins the line; a repeat returns the same place.
    public Entry join(long concertId, JoinRequest wish) {
        return switch (joins.join(concertId, wish)) {
            case JoinOutcome.Joined(WaitingRoom room, Place place) -> new Entry.InLine(document(room, place.token()));
            case JoinOutcome.AlreadyInLine(WaitingRoom room, Place place) ->
                new Entry.InLine(document(room, place.token()));
            case JoinOutcome.NotOpenYet(Instant opensAt) -> new Entry.NotOpenYet(opensAt);
            case JoinOutcome.Closed() -> new Entry.Closed();
            case JoinOutcome.ConcertUnknown() -> new Entry.ConcertUnknown();
            case JoinOutcome.AccessCodeRequired() -> new Entry.CodeRequired();
            case JoinOutcome.AccessCodeInvalid() -> new Entry.CodeInvalid();
            case JoinOutcome.AccessCodeUsedUp() -> new Entry.CodeUsedUp();
            case JoinOutcome.TooManyCodes(Duration pause) -> new Entry.TooManyCodes(pause);
            case JoinOutcome.ChallengeRequired(Challenge challenge) -> new Entry.ChallengeFirst(challenge);
            case JoinOutcome.ChallengeFailed(Challenge challenge) -> new Entry.ChallengeFirst(challenge);
        };
    }

    /// The state of the queue token's place; admits its owner if their turn has come. Empty unless the token is
    /// the caller's own and of this concert.
    public Optional<PlaceDocument> place(long concertId, String queueToken, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> queueTokens.read(queueToken, concertId, caller).map(token -> document(room, token)));
    }

    /// What the caller may buy with the queue token; empty unless admitted.
    public Optional<SaleScope> scope(long concertId, String queueToken, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> queueTokens
                        .read(queueToken, concertId, caller)
                        .flatMap(token ->
                                waitingRooms.standingAtTheGate(room, token).scope(concertId)));
    }

    /// The state of the caller's own live place, for callers who have lost the token; admits them if their turn
    /// has come. Empty if they have none.
    public Optional<PlaceDocument> place(long concertId, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> waitingRooms.ownToken(concertId, caller).map(token -> document(room, token)));
    }

    /// Whether the queue token is genuine and belongs to another buyer in this line.
    public boolean isOfAnother(long concertId, String queueToken, Caller caller) {
        return queueTokens
                .read(queueToken)
                .filter(token -> token.concertId() == concertId)
                .filter(token -> !token.buyerId().equals(caller.buyerId()))
                .isPresent();
    }

    /// Gives the place up. Does nothing if the token is not the caller's own.
    public void leave(long concertId, String queueToken, Caller caller) {
        rooms.find(concertId)
                .ifPresent(room -> queueTokens
                        .read(queueToken, concertId, caller)
                        .ifPresent(token -> waitingRooms.leave(room, token)));
    }

    /// The room's public status; empty for an unknown concert.
    public Optional<RoomStatus> status(long concertId) {
        return rooms.find(concertId).map(statuses::status);
    }

    private PlaceDocument document(WaitingRoom room, QueueToken token) {
        return documents.of(room, token, waitingRooms.standing(room, token));
    }
}
