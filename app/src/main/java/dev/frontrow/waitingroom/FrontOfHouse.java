package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.waitingroom.documents.RoomStatus;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// The line for the web pages: the same places, documents and statuses as the API. Thread-safe.
@Service
public class FrontOfHouse {

    private final Joins joins;
    private final Standings standings;
    private final OwnPlaces ownPlaces;
    private final PlaceDocuments documents;
    private final RoomStatusPages statuses;

    FrontOfHouse(
            Joins joins, Standings standings, OwnPlaces ownPlaces, PlaceDocuments documents, RoomStatusPages statuses) {
        this.joins = joins;
        this.standings = standings;
        this.ownPlaces = ownPlaces;
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
        return standings.admitIfDue(ownPlaces.of(token).orElseThrow()).state() == PlaceState.ADMITTED;
    }

    /// The state of a place that [#join] has answered; admits its owner if their turn has come.
    public PlaceDocument place(QueueToken token) {
        return document(ownPlaces.of(token).orElseThrow());
    }

    /// The state of the queue token's place; admits its owner if their turn has come. Empty unless the token is
    /// the caller's own and of this concert.
    public Optional<PlaceDocument> place(long concertId, String queueToken, Caller caller) {
        return ownPlaces.find(concertId, queueToken, caller).map(this::document);
    }

    /// The state of the caller's own live place, for callers who have lost the token; admits them if their turn
    /// has come. Empty if they have none.
    public Optional<PlaceDocument> place(long concertId, Caller caller) {
        return ownPlaces.live(concertId, caller).map(this::document);
    }

    /// What the caller may buy with the queue token; empty unless admitted.
    public Optional<SaleScope> scope(long concertId, String queueToken, Caller caller) {
        return ownPlaces
                .find(concertId, queueToken, caller)
                .flatMap(own -> standings.atTheGate(own).scope(concertId));
    }

    /// Whether the queue token is genuine and belongs to another buyer in this line.
    public boolean isOfAnother(long concertId, String queueToken, Caller caller) {
        return ownPlaces.isOfAnother(concertId, queueToken, caller);
    }

    /// Gives the place up. Does nothing if the token is not the caller's own.
    public void leave(long concertId, String queueToken, Caller caller) {
        ownPlaces.find(concertId, queueToken, caller).ifPresent(standings::leave);
    }

    /// The room's public status; empty for an unknown concert.
    public Optional<RoomStatus> status(long concertId) {
        return statuses.status(concertId);
    }

    private PlaceDocument document(OwnPlace own) {
        return documents.of(own, standings.admitIfDue(own));
    }
}
