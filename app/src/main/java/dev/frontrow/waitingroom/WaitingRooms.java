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

/// The line in front of each concert's sale. A place is durable before it is told to anyone; memory only follows what
/// the database has committed. Thread-safe.
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

    /// Puts the buyer in line and lets them in if their turn comes at once; answers whether it did.
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

    /// Of the buyer's place that is not over.
    Optional<QueueToken> ownToken(long concertId, Caller owner) {
        return places.findLive(concertId, owner.buyerId()).map(Place::token);
    }

    private boolean entered(WaitingRoom room, Place place) {
        return standing(room, place.token()).state() == PlaceState.ADMITTED;
    }

    /// How the place stands; lets its owner in when its turn has come.
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
            // The sale is closed, and memory may have forgotten since when the place was over.
            standing = doubts.lookAsStored(room, token, now);
            state = room.stateOf(standing, now);
        }
        return state == standing.state() ? standing : Standing.of(state);
    }

    /// Nobody is told on memory's word alone that their place is over, or that they wait though they were let in.
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

    /// What the place's owner may buy, where memory alone is sure that they may; [#standingAtTheGate] would say so too.
    Optional<SaleScope> knownScope(WaitingRoom room, QueueToken token) {
        return !room.isLossSuspected() && room.line().isKnown(token.place())
                ? room.line().look(token.place(), clock.instant()).scope(token.concertId())
                : Optional.empty();
    }

    /// How the place counts for whoever wants to shop with it; lets nobody in.
    Standing standingAtTheGate(WaitingRoom room, QueueToken token) {
        Instant now = clock.instant();
        doubts.settle(room, token, now);
        Standing standing = look(room, token, now);
        if (standing.due()) {
            // After a restart memory does not know what became of places that were called before it.
            standing = doubts.lookAsStored(room, token, now);
        }
        return standing;
    }

    /// Gives the place up; does nothing where it is over already.
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

    /// The place was lost since the room was read. It is given up all the same, or its token would bring it back.
    private boolean endLost(WaitingRoom room, QueueToken token, Instant now) {
        doubts.putBack(room, token, now);
        return end(room, token);
    }

    /// Locks those of the admissions that are still running, until the caller's transaction ends; answers those that
    /// are at the moment at which it is asked for them.
    @Transactional(propagation = Propagation.MANDATORY)
    public Supplier<Set<Admission>> lockAdmitted(Set<Admission> wanted, RoundTrip trip) {
        Supplier<List<Running>> locked = places.admissionEnds().lock(wanted, clock.instant(), trip);
        return () -> {
            // The wait for the locks may have been long.
            Instant now = clock.instant();
            return locked.get().stream()
                    .filter(running -> running.until().isAfter(now))
                    .map(Running::admission)
                    .collect(Collectors.toSet());
        };
    }

    /// To be told of an admission that the gate knew and that is not running. Unless it is seen how it ended, the store
    /// may have lost it, and the tokens bring back what is lost.
    public void suspectLoss(Admission over) {
        Optional<Place> last = places.findLastAdmitted(over.concertId(), over.buyerId());
        rooms.inMemory(over.concertId())
                .ifPresent(room -> last.filter(
                                place -> clock.instant().isBefore(place.term().until())
                                        || place.state().live())
                        .ifPresentOrElse(place -> room.line().doubt(place.number()), room::suspectLoss));
    }

    /// Ends admissions that [#lockAdmitted] has locked, because their buyers have bought: each queue token is FINISHED
    /// when and only when the caller's transaction commits.
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
