package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Concert;
import dev.frontrow.cluster.Epoch;
import dev.frontrow.cluster.Leases;
import dev.frontrow.cluster.Ownership;
import dev.frontrow.draw.Draws;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.waitingroom.news.RoomNews;
import dev.frontrow.waitingroom.store.LaneProgress;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.RoomSettings;
import dev.frontrow.waitingroom.terms.WaitingRoomProperties;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads rooms from the database as they are stored, and notices what the store has lost. Thread-safe.
@Component
class StoredRooms {

    private final Places places;
    private final Draws draws;
    private final WaitingRoomProperties properties;
    private final Leases leases;
    private final RoomNews news;

    StoredRooms(Places places, Draws draws, WaitingRoomProperties properties, Leases leases, RoomNews news) {
        this.places = places;
        this.draws = draws;
        this.properties = properties;
        this.leases = leases;
        this.news = news;
    }

    /// The room as after a restart. From now on this node is ready to own it.
    WaitingRoom read(Concert concert, Instant now) {
        long concertId = concert.concertId();
        var ownership = new Ownership(leases, "room/" + concertId);
        Optional<Epoch> gained = ownership.gained();
        // First, so that the last owner cannot change what is read next.
        gained.filter(epoch -> epoch.value() > 0).ifPresent(epoch -> places.beginEpoch(concertId, epoch));
        RoomSettings row = places.room(concertId);
        Line line = new Line(properties.terms(row), now);
        WaitingRoom room = new WaitingRoom(concert, line, draws.load(concertId), row, ownership);
        List<LaneProgress> lanes = places.lanes(concertId);
        // Read after the lanes, so that every admitted place has a number that the lane knows.
        List<Place> remembered = places.remembered(concertId, now);
        lanes.forEach(lane -> restore(room, lane, called(room, lane, remembered), now));
        room.restoreDraw(news.isShared());
        remembered.forEach(place -> room.remember(place, now));
        gained.ifPresent(ownership::takenOver);
        return room;
    }

    /// The serving position to restore. An admitted place proves that it and everybody before it were called,
    /// even if that was not stored.
    private static long called(WaitingRoom room, LaneProgress lane, List<Place> remembered) {
        return remembered.stream()
                .filter(place -> place.number().lane() == lane.lane() && place.admission() != null)
                .mapToLong(place -> room.draw().positionOf(place.number()))
                .reduce(lane.servingPosition(), Math::max);
    }

    /// Restores a lane. Numbers without a stored place may be lost; their owners' tokens will restore them.
    private void restore(WaitingRoom room, LaneProgress lane, long called, Instant now) {
        long last = lane.numberLast();
        room.line().restore(lane.lane(), last, called, now);
        room.storedServingPosition(lane.lane(), lane.servingPosition());
        if (lane.placesStored() < last) {
            room.line().missing(lane.lane(), missing(room.concertId(), lane.lane(), last));
        }
    }

    private BitSet missing(long concertId, Lane lane, long last) {
        BitSet missing = new BitSet();
        missing.set(1, (int) last + 1);
        places.stored(concertId, lane, number -> missing.clear((int) number));
        return missing;
    }

    /// If a loss is suspected, marks all numbers without a stored place as uncertain, so that their owners' tokens
    /// restore them. This includes places whose insert is running; the next poll finds them.
    void lookForLosses(WaitingRoom room) {
        if (!room.takeLossSuspicion()) {
            return;
        }
        try {
            for (Lane lane : Lane.values()) {
                long last = room.line().lastNumber(lane);
                room.line().missing(lane, missing(room.concertId(), lane, last));
            }
        } catch (RuntimeException failed) {
            room.suspectLoss();
            throw failed;
        }
    }
}
