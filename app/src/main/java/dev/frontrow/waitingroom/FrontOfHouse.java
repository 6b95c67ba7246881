package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.waitingroom.challenge.Challenge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// The line as the fans' pages see it: the same places, documents and statuses that the API gives to
/// programs. Thread-safe.
@Service
public class FrontOfHouse {

    /// What became of the wish to stand in line.
    public sealed interface Entry {

        /// In line now, or already before.
        record InLine(PlaceDocument place) implements Entry {}

        record NotOpenYet(Instant opensAt) implements Entry {}

        record Closed() implements Entry {}

        record ConcertUnknown() implements Entry {}

        record CodeRequired() implements Entry {}

        record CodeInvalid() implements Entry {}

        record CodeUsedUp() implements Entry {}

        /// @param pause before another code is looked at
        record TooManyCodes(Duration pause) implements Entry {}

        /// A proof of work comes first.
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

    /// Puts the buyer in line; a repeat finds the same place.
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

    /// How the place stands that the queue token names; lets its owner in when their turn has come. Empty
    /// where the token is not the caller's own of this concert.
    public Optional<PlaceDocument> place(long concertId, String queueToken, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> queueTokens.read(queueToken, concertId, caller).map(token -> document(room, token)));
    }

    /// What the caller may buy with the queue token; empty unless they are admitted.
    public Optional<SaleScope> scope(long concertId, String queueToken, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> queueTokens
                        .read(queueToken, concertId, caller)
                        .flatMap(token ->
                                waitingRooms.standingAtTheGate(room, token).scope(concertId)));
    }

    /// The same of the place that the caller has in this line, for whoever has lost its token; empty where they have
    /// none.
    public Optional<PlaceDocument> place(long concertId, Caller caller) {
        return rooms.find(concertId)
                .flatMap(room -> waitingRooms.ownToken(concertId, caller).map(token -> document(room, token)));
    }

    /// Whether the queue token names a place of somebody else in this line.
    public boolean isOfAnother(long concertId, String queueToken, Caller caller) {
        return queueTokens
                .read(queueToken)
                .filter(token -> token.concertId() == concertId)
                .filter(token -> !token.buyerId().equals(caller.buyerId()))
                .isPresent();
    }

    /// Gives the place up.
    public void leave(long concertId, String queueToken, Caller caller) {
        rooms.find(concertId)
                .ifPresent(room -> queueTokens
                        .read(queueToken, concertId, caller)
                        .ifPresent(token -> waitingRooms.leave(room, token)));
    }

    /// What everybody may know about the room; empty where there is no such concert.
    public Optional<RoomStatus> status(long concertId) {
        return rooms.find(concertId).map(statuses::status);
    }

    private PlaceDocument document(WaitingRoom room, QueueToken token) {
        return documents.of(room, token, waitingRooms.standing(room, token));
    }
}
