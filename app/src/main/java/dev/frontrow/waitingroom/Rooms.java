package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.ConcertCreated;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.waitingroom.Places.Place;
import dev.frontrow.waitingroom.Places.RoomRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The rooms in memory, each read back from the database at its first use.
@Component
class Rooms implements SalePhases {

    private final Catalog catalog;
    private final Places places;
    private final WaitingRoomProperties properties;
    private final InstantSource clock;
    private final Map<Long, SteeredRoom> byConcert = new ConcurrentHashMap<>();

    Rooms(Catalog catalog, Places places, WaitingRoomProperties properties, InstantSource clock) {
        this.catalog = catalog;
        this.places = places;
        this.properties = properties;
        this.clock = clock;
    }

    Optional<SteeredRoom> find(long concertId) {
        SteeredRoom room = byConcert.get(concertId);
        if (room != null) {
            return Optional.of(room);
        }
        return catalog.concert(concertId).map(this::of);
    }

    SteeredRoom of(Concert concert) {
        return byConcert.computeIfAbsent(concert.concertId(), _ -> load(concert));
    }

    Collection<SteeredRoom> inMemory() {
        return byConcert.values();
    }

    /// Reads the room anew at its next use: memory and database may differ after a commit of unknown outcome.
    void forget(long concertId) {
        byConcert.remove(concertId);
    }

    @Override
    public Phase phaseOf(Concert concert) {
        return of(concert).phaseAt(clock.instant());
    }

    @EventListener
    void on(ConcertCreated created) {
        places.insertRoom(created.concert().concertId(), created.concert().onSale());
    }

    private SteeredRoom load(Concert concert) {
        long concertId = concert.concertId();
        Instant now = clock.instant();
        RoomRow row = places.room(concertId);
        long serving =
                Math.max(places.servingPosition(concertId, Lane.GENERAL), places.lastAdmitted(concertId, Lane.GENERAL));
        var terms =
                new RoomTerms(row.capacity(), row.admitPerMinute(), properties.turnUpTtl(), properties.admissionTtl());
        Room line = new Room(terms, places.lastNumber(concertId, Lane.GENERAL), serving, now);
        places.remembered(concertId, Lane.GENERAL, serving, now).forEach(place -> remember(line, place));
        return new SteeredRoom(concert, line, row, serving);
    }

    /// Tells the line how a place stands in the database.
    static void remember(Room line, Place place) {
        switch (place.state()) {
            case ADMITTED -> line.admitted(place.number().number(), admittedUntil(place));
            case FINISHED, EXPIRED, LEFT -> line.ended(place.number().number(), place.state());
            case WAITING, PRE_QUEUE -> line.live(place.number().number());
        }
    }

    private static Instant admittedUntil(Place place) {
        Instant until = place.admittedUntil();
        if (until == null) {
            throw new IllegalStateException("an admitted place without an end");
        }
        return until;
    }
}
