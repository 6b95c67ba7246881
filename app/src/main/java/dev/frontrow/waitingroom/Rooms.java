package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.ConcertCreated;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.cluster.Epoch;
import dev.frontrow.cluster.Leases;
import dev.frontrow.cluster.Ownership;
import dev.frontrow.draw.DrawingRooms;
import dev.frontrow.draw.Draws;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.store.LaneProgress;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.RoomSettings;
import dev.frontrow.waitingroom.terms.WaitingRoomProperties;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The rooms in memory. Each is read from the database at first use. Thread-safe.
@Component
class Rooms implements SalePhases, DrawingRooms {

    private final Catalog catalog;
    private final Places places;
    private final Draws draws;
    private final WaitingRoomProperties properties;
    private final Leases leases;
    private final InstantSource clock;
    private final Map<Long, WaitingRoom> byConcert = new ConcurrentHashMap<>();

    Rooms(
            Catalog catalog,
            Places places,
            Draws draws,
            WaitingRoomProperties properties,
            Leases leases,
            InstantSource clock) {
        this.catalog = catalog;
        this.places = places;
        this.draws = draws;
        this.properties = properties;
        this.leases = leases;
        this.clock = clock;
    }

    Optional<WaitingRoom> find(long concertId) {
        WaitingRoom room = byConcert.get(concertId);
        if (room != null) {
            if (room.isLossSuspected()) {
                lookForLosses(room);
            }
            return Optional.of(room);
        }
        return catalog.concert(concertId).map(this::of);
    }

    /// The room if it is in memory; never reads the database.
    Optional<WaitingRoom> inMemory(long concertId) {
        return Optional.ofNullable(byConcert.get(concertId));
    }

    /// Does this if the room is in memory. If it is being read, waits for that: a change that was committed
    /// meanwhile may be missing there.
    void ifInMemory(long concertId, Consumer<WaitingRoom> action) {
        byConcert.computeIfPresent(concertId, (_, room) -> {
            action.accept(room);
            return room;
        });
    }

    WaitingRoom of(Concert concert) {
        return byConcert.computeIfAbsent(concert.concertId(), _ -> load(concert));
    }

    Collection<WaitingRoom> inMemory() {
        return byConcert.values();
    }

    /// Forgets the room, as a restart does: it is read again at its next use, and what only memory knew is lost.
    /// Only for tests of restarts: in production, concurrent requests would see what they were told taken back.
    void forget(long concertId) {
        byConcert.computeIfPresent(concertId, (_, room) -> {
            room.ownership().giveUp();
            return null;
        });
    }

    /// Makes sure that after the opening the order is drawn before anybody is admitted or joins. Does nothing
    /// before. Any node may draw: all come to the same result.
    void drawIfOpen(WaitingRoom room, Instant now) {
        if (room.hasOpened(now)) {
            draws.ensure(room, now);
        }
    }

    /// As [#drawIfOpen], but also looks whether the draw's beacon has arrived, or whether another node has drawn.
    void proceedWithDraw(WaitingRoom room, Instant now) {
        if (room.hasOpened(now)) {
            draws.proceed(room, now);
        }
    }

    @Override
    public Phase phaseOf(Concert concert) {
        return of(concert).phaseAt(clock.instant());
    }

    @Override
    public Optional<RoomDraw> draw(long concertId) {
        return find(concertId).map(WaitingRoom::draw);
    }

    @EventListener
    void on(ConcertCreated created) {
        places.insertRoom(created.concert().concertId(), created.concert().onSale());
        draws.commit(created.concert().concertId(), created.drawBeacon());
    }

    private WaitingRoom load(Concert concert) {
        long concertId = concert.concertId();
        Instant now = clock.instant();
        var ownership = new Ownership(leases, "room/" + concertId);
        Optional<Epoch> gained = ownership.gained();
        // Before anything is read, so that it is the last owner's last word.
        gained.filter(epoch -> epoch.value() > 0).ifPresent(epoch -> places.beginEpoch(concertId, epoch));
        RoomSettings row = places.room(concertId);
        Line line = new Line(properties.terms(row), now);
        WaitingRoom room = new WaitingRoom(concert, line, draws.load(concertId), row, ownership);
        List<LaneProgress> lanes = places.lanes(concertId);
        // Read after the lanes, so that every admitted place has a number that the lane knows.
        List<Place> remembered = places.remembered(concertId, now);
        lanes.forEach(lane -> restore(room, lane, called(room, lane, remembered), now));
        room.restoreDraw();
        remembered.forEach(place -> remember(room, place, now));
        gained.ifPresent(ownership::takenOver);
        return room;
    }

    /// Takes over the state of the last owner if this node has become the owner. True if it is.
    boolean takeOverIfGained(WaitingRoom room, Instant now) {
        room.ownership().gained().ifPresent(epoch -> {
            // From here on the last owner cannot move the line, so what is read next is its last word.
            places.beginEpoch(room.concertId(), epoch);
            Map<Lane, Long> stored = servingPositions(List.of(room.concertId())).get(room.concertId());
            room.follow(Objects.requireNonNull(stored), now);
            // Without a lock, which a stopped node might hold; the tick settles what that leaves open.
            room.followSettings(() -> places.room(room.concertId()), now);
            room.doubtSettings();
            room.ownership().takenOver(epoch);
        });
        return room.ownership().epoch().isPresent();
    }

    /// The lanes' serving positions as stored, by concert.
    Map<Long, Map<Lane, Long>> servingPositions(Collection<Long> concertIds) {
        return places.servingPositions(concertIds);
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

    /// Marks all numbers without a stored place as uncertain, so that their owners' tokens restore them. This
    /// includes places whose insert is running; the next poll finds them.
    private void lookForLosses(WaitingRoom room) {
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

    /// After a change of settings with an unknown outcome, reads back the settings and the ends of admissions.
    /// Waits for a change that is running. If reading fails, the next tick retries.
    void settleSettings(WaitingRoom room, Instant now) {
        if (!room.takeSettingsDoubt()) {
            return;
        }
        try {
            room.changing(() -> readSettingsBack(room, now));
        } catch (RuntimeException failed) {
            room.doubtSettings();
            throw failed;
        }
    }

    private RoomSettings readSettingsBack(WaitingRoom room, Instant now) {
        room.followSettings(() -> places.lockRoom(room.concertId()), now);
        places.remembered(room.concertId(), now).stream()
                .filter(place -> place.state() == PlaceState.ADMITTED)
                .forEach(place -> room.line().runsUntil(place.number(), place.term()));
        return room.settings();
    }

    /// Updates memory with a place as the database has it.
    static void remember(WaitingRoom room, Place place, Instant now) {
        room.line().found(place.number());
        switch (place.state()) {
            case ADMITTED -> {
                if (now.isBefore(place.term().until())) {
                    room.line().admitted(place.number(), place.term());
                } else {
                    room.line().ended(place.number(), PlaceState.EXPIRED);
                }
            }
            case FINISHED, EXPIRED, LEFT -> room.line().ended(place.number(), place.state());
            case WAITING, PRE_QUEUE -> {
                room.line().live(place.number(), now);
                if (place.challenged()) {
                    room.challenged(place.number());
                } else {
                    room.notChallenged(place.number());
                }
            }
        }
    }
}
