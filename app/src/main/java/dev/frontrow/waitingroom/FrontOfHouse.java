package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.tokens.QueueToken;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// The line for the web pages: the same places, documents and statuses as the API. Thread-safe.
@Service
public class FrontOfHouse {

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
    public JoinOutcome join(long concertId, JoinRequest request) {
        return joins.join(concertId, request);
    }

    /// Joins the line for the buyer and admits them if their turn comes at once; true if admitted.
    public boolean enter(long concertId, UUID buyerId) {
        return switch (joins.join(concertId, new JoinRequest(buyerId, null, null, null))) {
            case JoinOutcome.Joined(QueueToken token) -> isAdmitted(token);
            case JoinOutcome.AlreadyInLine(QueueToken token) -> isAdmitted(token);
            case JoinOutcome.NotOpenYet _,
                    JoinOutcome.Closed _,
                    JoinOutcome.ConcertUnknown _,
                    JoinOutcome.AccessCodeRequired _,
                    JoinOutcome.AccessCodeInvalid _,
                    JoinOutcome.AccessCodeUsedUp _,
                    JoinOutcome.TooManyCodes _,
                    JoinOutcome.ChallengeRequired _,
                    JoinOutcome.ChallengeFailed _ -> false;
        };
    }

    private boolean isAdmitted(QueueToken token) {
        return waitingRooms.standing(room(token), token).state() == PlaceState.ADMITTED;
    }

    /// The state of a place that [#join] has answered; admits its owner if their turn has come.
    public PlaceDocument place(QueueToken token) {
        return document(room(token), token);
    }

    private WaitingRoom room(QueueToken token) {
        return rooms.find(token.concertId()).orElseThrow();
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
