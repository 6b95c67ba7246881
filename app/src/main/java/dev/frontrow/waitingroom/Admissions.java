package dev.frontrow.waitingroom;

import dev.frontrow.database.AfterCommit;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.store.Admission;
import dev.frontrow.waitingroom.store.AdmissionEnds;
import dev.frontrow.waitingroom.store.AdmissionEnds.Running;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.Places;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The running admissions, and their end by a purchase. Thread-safe.
@Service
public class Admissions {

    private final Rooms rooms;
    private final Places places;
    private final AdmissionEnds ends;
    private final InstantSource clock;

    Admissions(Rooms rooms, Places places, AdmissionEnds ends, InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.ends = ends;
        this.clock = clock;
    }

    /// Locks the given admissions that are running, until the caller's transaction ends. The supplier returns
    /// those still running when it is called.
    @Transactional(propagation = Propagation.MANDATORY)
    public Supplier<Set<Admission>> lock(Set<Admission> wanted, RoundTrip trip) {
        Supplier<List<Running>> locked = ends.lock(wanted, clock.instant(), trip);
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
        Optional<Place> known =
                places.findLastAdmitted(over.concertId(), over.buyerId()).filter(this::showsHowItEnded);
        rooms.inMemory(over.concertId())
                .ifPresent(
                        room -> known.ifPresentOrElse(place -> room.line().doubt(place.number()), room::suspectLoss));
    }

    private boolean showsHowItEnded(Place place) {
        return place.state().live() || clock.instant().isBefore(place.term().until());
    }

    /// Finishes admissions that [#lock] has locked, after a purchase. A queue token becomes FINISHED if
    /// and only if the caller's transaction commits.
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(Set<Admission> bought, RoundTrip trip) {
        ends.finish(bought, trip, finished -> {
            if (finished.size() != bought.size()) {
                throw new IllegalStateException(
                        "expected " + bought.size() + " admissions under lock, found " + finished.size());
            }
            finished.forEach(this::follow);
        });
    }

    private void follow(Place place) {
        AfterCommit.follow(
                () -> rooms.tell(place.concertId(), room -> {
                    room.line().ended(place.number(), PlaceState.FINISHED);
                    room.callNext(clock.instant());
                }),
                () -> rooms.tell(place.concertId(), room -> room.line().doubt(place.number())));
    }
}
