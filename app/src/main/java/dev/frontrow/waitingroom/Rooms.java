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
    private final Draws draws;
    private final WaitingRoomProperties properties;
    private final InstantSource clock;
    private final Map<Long, SteeredRoom> byConcert = new ConcurrentHashMap<>();

    Rooms(Catalog catalog, Places places, Draws draws, WaitingRoomProperties properties, InstantSource clock) {
        this.catalog = catalog;
        this.places = places;
        this.draws = draws;
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
        draws.commit(created.concert().concertId(), created.drawBeacon());
    }

    private SteeredRoom load(Concert concert) {
        long concertId = concert.concertId();
        Instant now = clock.instant();
        RoomRow row = places.room(concertId);
        RoomDraw draw = draws.load(concertId);
        long serving = Math.max(places.servingPosition(concertId, Lane.GENERAL), lastAdmitted(draw));
        var terms =
                new RoomTerms(row.capacity(), row.admitPerMinute(), properties.turnUpTtl(), properties.admissionTtl());
        Room line = new Room(terms, places.lastNumber(concertId, Lane.GENERAL), serving, now);
        var room = new SteeredRoom(concert, line, draw, row, serving);
        // Where a drawn number stands the database cannot tell, so then all that were given up are asked for.
        long passed = draw.row().registrations(Lane.GENERAL) > 0 ? 0 : serving;
        places.remembered(concertId, Lane.GENERAL, passed, now).forEach(place -> remember(room, place));
        return room;
    }

    private long lastAdmitted(RoomDraw draw) {
        long number = places.lastAdmitted(draw.row().concertId(), Lane.GENERAL);
        return number > draw.row().registrations(Lane.GENERAL) ? number : draws.lastAdmitted(draw, Lane.GENERAL);
    }

    /// Tells the room how a place stands in the database.
    static void remember(SteeredRoom room, Place place) {
        switch (place.state()) {
            case ADMITTED -> room.admitted(place.number(), admittedUntil(place));
            case FINISHED, EXPIRED, LEFT -> room.ended(place.number(), place.state());
            case WAITING, PRE_QUEUE -> room.live(place.number());
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
