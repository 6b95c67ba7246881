package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.ConcertCreated;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.waitingroom.Places.LaneRow;
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

    /// The room, if it need not be read from the database.
    Optional<SteeredRoom> inMemory(long concertId) {
        return Optional.ofNullable(byConcert.get(concertId));
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

    /// Once the sale has opened, nobody is let in and nobody else registers before the order is drawn.
    void drawIfOpen(SteeredRoom room, Instant now) {
        if (room.hasOpened(now)) {
            draws.ensure(room, now);
        }
    }

    /// The same, with a look whether the draw's beacon has come.
    void proceedWithDraw(SteeredRoom room, Instant now) {
        if (room.hasOpened(now)) {
            draws.proceed(room, now);
        }
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
        Room line = new Room(properties.terms(row), now);
        SteeredRoom room = new SteeredRoom(concert, line, draws.load(concertId), row);
        places.lanes(concertId).forEach(lane -> restore(room, lane, now));
        room.restoreDraw();
        places.remembered(concertId, now).forEach(place -> remember(room, place, now));
        return room;
    }

    /// Numbers that have no place stored may have been lost with it; if so, their owners' tokens will bring them back.
    /// Where the end of the lane is lost, numbers go on behind all that may have been given.
    private void restore(SteeredRoom room, LaneRow lane, Instant now) {
        boolean endLost = lane.numberStored() < lane.numberGiven() || lane.numberStored() == 0 && lane.numberMax() > 0;
        long last = endLost ? lane.numberMax() : lane.numberStored();
        room.line().restore(lane.lane(), last, lane.servingPosition(), now);
        room.leased(lane.lane(), lane.numberMax());
        if (lane.placesStored() < last) {
            room.line().lost(lane.lane(), last);
            places.numbers(
                    room.concertId(), lane.lane(), number -> room.line().known(new PlaceNumber(lane.lane(), number)));
        }
    }

    /// Tells the room how a place stands in the database.
    static void remember(SteeredRoom room, Place place, Instant now) {
        switch (place.state()) {
            case ADMITTED -> room.line().admitted(place.number(), place.term());
            case FINISHED, EXPIRED, LEFT -> room.line().ended(place.number(), place.state());
            case WAITING, PRE_QUEUE -> {
                room.line().live(place.number(), now);
                if (place.challenged()) {
                    room.challenged(place.number());
                }
            }
        }
    }
}
