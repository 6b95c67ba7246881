package dev.frontrow.waitingroom;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.identity.Caller;
import dev.frontrow.waitingroom.AdmissionEnds.Running;
import dev.frontrow.waitingroom.Places.Place;
import dev.frontrow.waitingroom.Places.Restored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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
    private final Joins joins;
    private final Doorkeeper doorkeeper;
    private final AdmissionTerms terms;
    private final InstantSource clock;

    WaitingRooms(
            Rooms rooms, Places places, Joins joins, Doorkeeper doorkeeper, AdmissionTerms terms, InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.joins = joins;
        this.doorkeeper = doorkeeper;
        this.terms = terms;
        this.clock = clock;
    }

    /// Puts the buyer in line and lets them in if their turn comes at once; answers whether it did.
    public boolean enter(long concertId, UUID buyerId) {
        return switch (joins.join(concertId, new JoinRequest(buyerId, null, null, null))) {
            case JoinOutcome.Joined(SteeredRoom room, Place place) -> entered(room, place);
            case JoinOutcome.AlreadyInLine(SteeredRoom room, Place place) -> entered(room, place);
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

    private boolean entered(SteeredRoom room, Place place) {
        return standing(room, place.token()).state() == PlaceState.ADMITTED;
    }

    /// How the place stands; lets its owner in when its turn has come.
    Standing standing(SteeredRoom room, QueueToken token) {
        Instant now = clock.instant();
        restoreIfLost(room, token, now);
        rooms.drawIfOpen(room, now);
        room.admit(now);
        Standing standing = look(room, token, now);
        PlaceState state = room.stateOf(standing, now);
        if (state == PlaceState.WAITING && standing.due() && room.letsIn(now)) {
            return claim(room, token, now);
        }
        if (state == PlaceState.EXPIRED) {
            return Standing.of(howItEnded(token));
        }
        return state == standing.state() ? standing : Standing.of(state);
    }

    /// Whoever was let in once is not waiting, whatever memory thinks after a restart.
    private Standing look(SteeredRoom room, QueueToken token, Instant now) {
        Standing standing = room.line().look(token.place(), now);
        if (standing.state() != PlaceState.WAITING || token.admittedUntil() == null) {
            return standing;
        }
        rememberAsStored(room, token.place(), now);
        return room.line().look(token.place(), now);
    }

    /// Memory forgets in time whether a place that is over was finished, given up or missed; the database does not.
    private PlaceState howItEnded(QueueToken token) {
        return places.find(token.concertId(), token.place())
                .map(Place::state)
                .filter(state -> !state.live())
                .orElse(PlaceState.EXPIRED);
    }

    private Standing claim(SteeredRoom room, QueueToken token, Instant now) {
        PlaceNumber place = token.place();
        if (room.isChallenged(place) || !room.line().mayEnter(place)) {
            return Standing.turnHasCome();
        }
        try {
            AdmissionTerm term = terms.from(now);
            if (places.together().admit(token.concertId(), place, token.buyerId(), term)) {
                room.line().admitted(place, term);
                return Standing.admitted(term);
            }
        } finally {
            room.line().notAdmitted(place);
        }
        rememberAsStored(room, place, now);
        return room.line().look(place, now);
    }

    private void rememberAsStored(SteeredRoom room, PlaceNumber place, Instant now) {
        places.find(room.concertId(), place)
                .ifPresentOrElse(
                        found -> Rooms.remember(room, found, now),
                        // The place was stored once and is lost: read anew what there is, and go by the tokens.
                        () -> rooms.forget(room.concertId()));
    }

    /// The queue token is the record: where the store has lost a place, its owner's genuine token brings it back, with
    /// the number that it had. So whoever joined since stands behind it.
    private void restoreIfLost(SteeredRoom room, QueueToken token, Instant now) {
        if (!room.line().isKnown(token.place())) {
            restore(room, token, now);
        }
    }

    private void restore(SteeredRoom room, QueueToken token, Instant now) {
        Restored restored = restored(token, now);
        if (restored.givenUp() != null) {
            room.line().ended(restored.givenUp(), PlaceState.LEFT);
        }
        Rooms.remember(room, restored.place(), now);
        room.line().known(token.place());
    }

    private Restored restored(QueueToken token, Instant now) {
        try {
            return places.restore(token, now);
        } catch (DuplicateKeyException _) {
            // Its owner joined anew at the same moment; now that place can be seen.
            return places.restore(token, now);
        }
    }

    /// What the place's owner may buy, where memory alone is sure that they may; [#standingAtTheGate] would say so too.
    Optional<SaleScope> knownScope(SteeredRoom room, QueueToken token) {
        return room.line().isKnown(token.place())
                ? room.line().look(token.place(), clock.instant()).scope(token.concertId())
                : Optional.empty();
    }

    /// How the place counts for whoever wants to shop with it; lets nobody in.
    Standing standingAtTheGate(SteeredRoom room, QueueToken token) {
        Instant now = clock.instant();
        restoreIfLost(room, token, now);
        Standing standing = look(room, token, now);
        if (standing.due()) {
            // After a restart memory does not know what became of places that were called before it.
            places.find(room.concertId(), token.place()).ifPresent(found -> Rooms.remember(room, found, now));
            standing = room.line().look(token.place(), now);
        }
        return standing;
    }

    /// Takes the answer to the challenge that the place is under.
    ChallengeOutcome prove(SteeredRoom room, QueueToken token, @Nullable String proof) {
        if (!room.isChallenged(token.place())) {
            return ChallengeOutcome.SOLVED;
        }
        ChallengeOutcome outcome = doorkeeper.check(room, token.buyerId(), proof);
        if (outcome == ChallengeOutcome.SOLVED) {
            places.proven(token.concertId(), token.place(), token.buyerId());
            room.notChallenged(token.place());
        }
        return outcome;
    }

    /// Gives the place up; does nothing where it is over already.
    void leave(SteeredRoom room, QueueToken token) {
        Instant now = clock.instant();
        restoreIfLost(room, token, now);
        if (end(token) || places.find(token.concertId(), token.place()).isEmpty() && endLost(room, token, now)) {
            room.line().ended(token.place(), PlaceState.LEFT);
            room.admit(now);
        }
    }

    private boolean end(QueueToken token) {
        return places.end(token.concertId(), token.place(), token.buyerId(), PlaceState.LEFT);
    }

    /// The place was lost since the room was read. It is given up all the same, or its token would bring it back.
    private boolean endLost(SteeredRoom room, QueueToken token, Instant now) {
        restore(room, token, now);
        return end(token);
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

    /// To be asked about an admission that the gate knew and that is not running. If the store has lost it, the room is
    /// read anew, and goes by the tokens.
    public void forgetIfLost(Admission over) {
        if (places.findLive(over.concertId(), over.buyerId()).isEmpty()) {
            rooms.forget(over.concertId());
        }
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
                        room.admit(clock.instant());
                    });
                } else if (status == STATUS_UNKNOWN) {
                    rooms.forget(place.concertId());
                }
            }
        };
    }
}
