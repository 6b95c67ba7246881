package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Shoppers;
import dev.frontrow.database.AfterCommit;
import dev.frontrow.waitingroom.store.Admission;
import dev.frontrow.waitingroom.store.AdmissionEnds;
import dev.frontrow.waitingroom.store.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Tells other modules who shops and who waits, and extends admissions for holds.
@Component
class ShopFloor implements Shoppers {

    private final Rooms rooms;
    private final AdmissionEnds ends;
    private final InstantSource clock;

    ShopFloor(Rooms rooms, AdmissionEnds ends, InstantSource clock) {
        this.rooms = rooms;
        this.ends = ends;
        this.clock = clock;
    }

    @Override
    public long count(long concertId) {
        return rooms.find(concertId)
                .map(room -> {
                    // Also expires admissions that ended since the last tick.
                    room.callNext(clock.instant());
                    return room.line().people();
                })
                .orElse(0L);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Instant> keepInside(long concertId, UUID buyerId, Instant until) {
        Optional<Place> kept = ends.keep(new Admission(concertId, buyerId), until, clock.instant());
        kept.ifPresent(place -> follow(place));
        return kept.map(place -> place.term().until());
    }

    private void follow(Place place) {
        AfterCommit.follow(
                () -> rooms.tell(place.concertId(), room -> {
                    if (!room.line().staysInside(place.number(), place.term().until())) {
                        // Memory dropped the place at this very moment.
                        room.line().doubt(place.number());
                    }
                }),
                () -> rooms.tell(place.concertId(), room -> room.line().doubt(place.number())));
    }
}
