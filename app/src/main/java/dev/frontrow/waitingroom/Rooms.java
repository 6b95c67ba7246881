package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.ConcertCreated;
import dev.frontrow.catalog.ConcertFollower;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.draw.DrawingRooms;
import dev.frontrow.draw.Draws;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.memory.InMemory;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.store.RoomSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The rooms in memory. Each is read from the database at first use. Thread-safe.
@Component
class Rooms implements SalePhases, DrawingRooms, ConcertFollower {

    private final Catalog catalog;
    private final Places places;
    private final Draws draws;
    private final StoredRooms storedRooms;
    private final InstantSource clock;
    private final InMemory<WaitingRoom> memory = new InMemory<>(WaitingRoom::forgotten);

    Rooms(Catalog catalog, Places places, Draws draws, StoredRooms storedRooms, InstantSource clock) {
        this.catalog = catalog;
        this.places = places;
        this.draws = draws;
        this.storedRooms = storedRooms;
        this.clock = clock;
    }

    Optional<WaitingRoom> find(long concertId) {
        Optional<WaitingRoom> room = memory.find(concertId);
        if (room.isEmpty()) {
            return catalog.concert(concertId).map(this::of);
        }
        if (room.get().isLossSuspected()) {
            storedRooms.lookForLosses(room.get());
        }
        return room;
    }

    /// The room if it is in memory; never reads the database.
    Optional<WaitingRoom> inMemory(long concertId) {
        return memory.find(concertId);
    }

    /// Tells the room of a committed change, if it is in memory or being read. Neither waits nor reads, so it may be
    /// called with a connection of the pool in hand.
    void tell(long concertId, Consumer<WaitingRoom> change) {
        memory.tell(concertId, change);
    }

    WaitingRoom of(Concert concert) {
        Optional<WaitingRoom> there = memory.find(concert.concertId());
        return there.isPresent() ? there.get() : read(concert);
    }

    /// An edit of the concert may have been told before the room was there to hear it.
    private WaitingRoom read(Concert concert) {
        WaitingRoom room = memory.get(concert.concertId(), () -> storedRooms.read(concert, clock.instant()));
        catalog.concert(concert.concertId()).ifPresent(room::follow);
        return room;
    }

    Collection<WaitingRoom> inMemory() {
        return memory.all();
    }

    /// Forgets the room, as a restart does: it is read again at its next use, and what only memory knew is lost.
    /// In a cluster, for a node that missed news of the room or called more than the owner has stored.
    void forget(long concertId) {
        memory.forget(concertId);
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

    /// Nobody enters the room of a draft, so it is not read. In a transaction no room is read: that needs a connection,
    /// perhaps of another thread, and all may be
    /// taken by transactions that ask this.
    @Override
    public Phase phaseOf(Concert concert) {
        Instant now = clock.instant();
        if (!concert.isPublic()) {
            return concert.phaseAt(now);
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return of(concert).phaseAt(now);
        }
        return memory.find(concert.concertId()).map(room -> room.phaseAt(now)).orElseGet(() -> {
            RoomSettings stored = places.room(concert.concertId());
            return WaitingRoom.phaseAt(concert, stored.steeredPhase(), now);
        });
    }

    @Override
    public Optional<RoomDraw> draw(long concertId) {
        return find(concertId).map(WaitingRoom::draw);
    }

    @Override
    public void follow(Concert concert) {
        tell(concert.concertId(), room -> room.follow(concert));
    }

    @EventListener
    void on(ConcertCreated created) {
        places.insertRoom(created.concert().concertId(), created.concert().onSale());
        draws.commit(created.concert().concertId(), created.drawBeacon());
    }

    /// Takes over the state of the last owner if this node has become the owner. True if it is.
    boolean takeOverIfGained(WaitingRoom room, Instant now) {
        room.ownership().gained().ifPresent(epoch -> {
            // From here on the last owner cannot move the line, so what is read next stays true.
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
}
