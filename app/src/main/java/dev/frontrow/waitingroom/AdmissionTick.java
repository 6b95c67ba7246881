package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Shop;
import dev.frontrow.waitingroom.latency.ShopLatency;
import dev.frontrow.waitingroom.log.AdmissionLog;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import dev.frontrow.waitingroom.log.TickFailures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ticks every room once a second: reads the shop's state, calls whom the limits allow, and stores the lanes'
/// progress and the admission log. A failing room does not stop the others.
@Component
class AdmissionTick {

    private static final Duration LAG_MAX = Duration.ofSeconds(1);
    private static final Duration LAG_MAX_WHILE_NOBODY_WAITS = Duration.ofSeconds(5);
    private static final Duration LAG_MAX_WHILE_CLOSED = Duration.ofMinutes(1);

    private final Rooms rooms;
    private final Progress progress;
    private final AdmissionLog admissionLog;
    private final SeatAvailability availability;
    private final ShopLatency latency;
    private final InstantSource clock;
    private final TickFailures failures;

    AdmissionTick(
            Rooms rooms,
            Progress progress,
            AdmissionLog admissionLog,
            SeatAvailability availability,
            ShopLatency latency,
            InstantSource clock) {
        this.rooms = rooms;
        this.progress = progress;
        this.admissionLog = admissionLog;
        this.availability = availability;
        this.latency = latency;
        this.clock = clock;
        this.failures = new TickFailures(clock);
    }

    @Scheduled(fixedDelayString = "PT1S")
    void tick() {
        for (WaitingRoom room : rooms.inMemory()) {
            try {
                tick(room);
            } catch (RuntimeException broken) {
                // One failing room must not stop the others; the next tick retries.
                failures.add(room.concertId(), broken);
            }
        }
    }

    private void tick(WaitingRoom room) {
        Instant now = clock.instant();
        rooms.proceedWithDraw(room, now);
        Optional<AdmissionMinute> ended = room.tick(now, shop(room, now));
        for (Lane lane : Lane.values()) {
            progress.save(room, lane);
        }
        ended.ifPresent(admissionLog::append);
        rooms.settleSettings(room, now);
    }

    private Shop shop(WaitingRoom room, Instant now) {
        ShopLatency.Window window = latency.drain(room.concertId());
        return new Shop(stock(room, now), window.count(), window.p99());
    }

    /// Counts what is left. Null for a room without anyone waiting or inside: its admission needs no count. A room that
    /// is closed or idle accepts an older count.
    private @Nullable Stock stock(WaitingRoom room, Instant now) {
        return room.line().isBusy() ? availability.stock(room.concert(), lagMax(room, now)) : null;
    }

    private static Duration lagMax(WaitingRoom room, Instant now) {
        if (room.phaseAt(now) == Phase.CLOSED) {
            return LAG_MAX_WHILE_CLOSED;
        }
        return room.line().waiting() > 0 ? LAG_MAX : LAG_MAX_WHILE_NOBODY_WAITS;
    }
}
