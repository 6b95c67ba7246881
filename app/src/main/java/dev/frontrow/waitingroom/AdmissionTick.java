package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The heartbeat of the rooms: once a second each looks at its shop, lets in whom it may, and writes down how far it
/// got.
@Component
class AdmissionTick {

    private static final Logger log = LoggerFactory.getLogger(AdmissionTick.class);

    private static final Duration LAG_MAX = Duration.ofSeconds(1);
    private static final Duration LAG_MAX_WHILE_NOBODY_WAITS = Duration.ofSeconds(5);
    private static final Duration LAG_MAX_WHILE_CLOSED = Duration.ofMinutes(1);

    private final Rooms rooms;
    private final Places places;
    private final AdmissionLog admissionLog;
    private final SeatAvailability availability;
    private final ShopLatency latency;
    private final InstantSource clock;

    AdmissionTick(
            Rooms rooms,
            Places places,
            AdmissionLog admissionLog,
            SeatAvailability availability,
            ShopLatency latency,
            InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.admissionLog = admissionLog;
        this.availability = availability;
        this.latency = latency;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void tick() {
        for (SteeredRoom room : rooms.inMemory()) {
            try {
                tick(room);
            } catch (RuntimeException broken) {
                // One room's trouble must not stop the others; the next tick tries again.
                log.warn("the room of concert {} missed a tick", room.concertId(), broken);
            }
        }
    }

    private void tick(SteeredRoom room) {
        Instant now = clock.instant();
        rooms.proceedWithDraw(room, now);
        room.tick(now, shop(room, now)).ifPresent(admissionLog::append);
        for (Lane lane : Lane.values()) {
            save(room, lane);
        }
    }

    private Shop shop(SteeredRoom room, Instant now) {
        ShopLatency.Window window = latency.drain(room.concertId());
        return new Shop(stock(room, now), window.count(), window.p99());
    }

    /// Nobody counts the seats of a concert that nobody comes for, and hardly those of one that lets nobody in.
    private @Nullable Stock stock(SteeredRoom room, Instant now) {
        return room.line().isBusy() ? availability.stock(room.concert(), lagMax(room, now)) : null;
    }

    private static Duration lagMax(SteeredRoom room, Instant now) {
        if (room.phaseAt(now) == Phase.CLOSED) {
            return LAG_MAX_WHILE_CLOSED;
        }
        return room.line().waiting() > 0 ? LAG_MAX : LAG_MAX_WHILE_NOBODY_WAITS;
    }

    private void save(SteeredRoom room, Lane lane) {
        long serving = room.line().servingPosition(lane);
        long given = room.line().lastNumber(lane);
        if (!room.isSaved(lane, serving + given)) {
            places.saveProgress(room.concertId(), lane, serving, given);
            room.saved(lane, serving + given);
        }
    }
}
