package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.AdmissionEnds.Running;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The places in line and their admissions: claims, leaving, and the end by a purchase. A place is durable before
/// it is told to anybody; memory only follows what the database has committed. Thread-safe.
@Service
public class WaitingRooms {

    private final Rooms rooms;
    private final Places places;
    private final Doubts doubts;
    private final Joins joins;
    private final AdmissionTerms terms;
    private final InstantSource clock;

    WaitingRooms(Rooms rooms, Places places, Doubts doubts, Joins joins, AdmissionTerms terms, InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.doubts = doubts;
        this.joins = joins;
        this.terms = terms;
        this.clock = clock;
    }

    /// Joins the line for the buyer and admits them if their turn comes at once; true if admitted.
    public boolean enter(long concertId, UUID buyerId) {
        return switch (joins.join(concertId, new JoinRequest(buyerId, null, null, null))) {
            case JoinOutcome.Joined(WaitingRoom room, Place place) -> entered(room, place);
            case JoinOutcome.AlreadyInLine(WaitingRoom room, Place place) -> entered(room, place);
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

    /// The token of the buyer's live place; empty if there is none.
    Optional<QueueToken> ownToken(long concertId, Caller owner) {
        return places.findLive(concertId, owner.buyerId()).map(Place::token);
    }

    private boolean entered(WaitingRoom room, Place place) {
        return standing(room, place.token()).state() == PlaceState.ADMITTED;
    }

    /// The state of the place; admits its owner if their turn has come. May read and write the database.
    Standing standing(WaitingRoom room, QueueToken token) {
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        rooms.drawIfOpen(room, now);
        room.callNext(now);
        Standing standing = look(room, token, now);
        PlaceState state = room.stateOf(standing, now);
        if (state == PlaceState.WAITING && standing.due() && room.letsIn(now)) {
            return claim(room, token, now);
        }
        if (state == PlaceState.EXPIRED && standing.state() == PlaceState.WAITING) {
            // The sale is closed. The place may have ended before, which memory may have forgotten.
            standing = doubts.lookAsStored(room, token, now);
            state = room.stateOf(standing, now);
        }
        return state == standing.state() ? standing : Standing.of(state);
    }

    /// Reads the row before saying that a place is over, or that it waits although its token says that it was
    /// admitted.
    private Standing look(WaitingRoom room, QueueToken token, Instant now) {
        Standing standing = room.line().look(token.place(), now);
        boolean plain = switch (standing.state()) {
            case PRE_QUEUE, ADMITTED -> true;
            case WAITING -> token.admittedUntil() == null;
            case FINISHED, EXPIRED, LEFT -> false;
        };
        return plain ? standing : doubts.lookAsStored(room, token, now);
    }

    private Standing claim(WaitingRoom room, QueueToken token, Instant now) {
        PlaceNumber place = token.place();
        if (room.isChallenged(place) || !room.line().reserveEntry(place)) {
            return Standing.turnHasCome();
        }
        try {
            AdmissionTerm term = terms.from(now);
            if (places.together().admit(token.concertId(), place, token.buyerId(), term)) {
                room.line().admitted(place, term);
                return Standing.admitted(term);
            }
        } catch (RuntimeException failed) {
            throw Doubts.of(room, place, failed);
        } finally {
            room.line().notAdmitted(place);
        }
        return doubts.lookAsStored(room, token, now);
    }

    /// What the place's owner may buy, if memory alone is certain of it; [#standingAtTheGate] would agree. Never
    /// reads the database.
    Optional<SaleScope> knownScope(WaitingRoom room, QueueToken token) {
        return !room.isLossSuspected() && room.line().isKnown(token.place())
                ? room.line().look(token.place(), clock.instant()).scope(token.concertId())
                : Optional.empty();
    }

    /// The state of the place for shopping; admits nobody.
    Standing standingAtTheGate(WaitingRoom room, QueueToken token) {
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        Standing standing = look(room, token, now);
        if (standing.due()) {
            // After a restart memory does not know which called places were claimed.
            standing = doubts.lookAsStored(room, token, now);
        }
        return standing;
    }

    /// Gives the place up; does nothing if it is over.
    void leave(WaitingRoom room, QueueToken token) {
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        if (end(room, token) || places.find(token.concertId(), token.place()).isEmpty() && endLost(room, token, now)) {
            room.line().ended(token.place(), PlaceState.LEFT);
            room.callNext(now);
        }
    }

    private boolean end(WaitingRoom room, QueueToken token) {
        try {
            return places.end(token.concertId(), token.place(), token.buyerId(), PlaceState.LEFT);
        } catch (RuntimeException failed) {
            throw Doubts.of(room, token.place(), failed);
        }
    }

    /// The place was lost after the room was read. Restores and ends it; otherwise its token would restore it as
    /// live.
    private boolean endLost(WaitingRoom room, QueueToken token, Instant now) {
        doubts.putBack(room, token, now);
        return end(room, token);
    }

    /// Locks the given admissions that are running, until the caller's transaction ends. The supplier returns
    /// those still running when it is called.
    @Transactional(propagation = Propagation.MANDATORY)
    public Supplier<Set<Admission>> lockAdmitted(Set<Admission> wanted, RoundTrip trip) {
        Supplier<List<Running>> locked = places.admissionEnds().lock(wanted, clock.instant(), trip);
        return () -> {
            // Waiting for the locks may have taken long.
            Instant now = clock.instant();
            return locked.get().stream()
                    .filter(running -> running.until().isAfter(now))
                    .map(Running::admission)
                    .collect(Collectors.toSet());
        };
    }

    /// Call when the gate knew an admission that the database does not have as running. Unless its row shows how
    /// it ended, the store may have lost it; then the tokens restore what is lost.
    public void suspectLoss(Admission over) {
        Optional<Place> last = places.findLastAdmitted(over.concertId(), over.buyerId());
        rooms.inMemory(over.concertId())
                .ifPresent(room -> last.filter(
                                place -> clock.instant().isBefore(place.term().until())
                                        || place.state().live())
                        .ifPresentOrElse(place -> room.line().doubt(place.number()), room::suspectLoss));
    }

    /// Finishes admissions that [#lockAdmitted] has locked, after a purchase. A queue token becomes FINISHED if
    /// and only if the caller's transaction commits.
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(Set<Admission> bought, RoundTrip trip) {
        places.admissionEnds().finish(bought, trip, finished -> {
            if (finished.size() != bought.size()) {
                throw new IllegalStateException(
                        "expected " + bought.size() + " admissions under lock, found " + finished.size());
            }
            finished.forEach(place -> TransactionSynchronizationManager.registerSynchronization(follow(place)));
        });
    }

    private TransactionSynchronization follow(Place place) {
        return new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    rooms.find(place.concertId()).ifPresent(room -> {
                        room.line().ended(place.number(), PlaceState.FINISHED);
                        room.callNext(clock.instant());
                    });
                } else if (status == STATUS_UNKNOWN) {
                    rooms.inMemory(place.concertId())
                            .ifPresent(room -> room.line().doubt(place.number()));
                }
            }
        };
    }
}
