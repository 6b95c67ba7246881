package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Shop;
import dev.frontrow.waitingroom.log.AdmissionLog;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import dev.frontrow.waitingroom.log.TickFailures;
import dev.frontrow.waitingroom.news.OtherNodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final RoomExchange exchange;
    private final SeatAvailability availability;
    private final InstantSource clock;
    private final TickFailures failures;

    AdmissionTick(
            Rooms rooms,
            Progress progress,
            AdmissionLog admissionLog,
            RoomExchange exchange,
            SeatAvailability availability,
            InstantSource clock) {
        this.rooms = rooms;
        this.progress = progress;
        this.admissionLog = admissionLog;
        this.exchange = exchange;
        this.availability = availability;
        this.clock = clock;
        this.failures = new TickFailures(clock);
    }

    @Scheduled(fixedDelayString = "PT1S")
    void tick() {
        List<WaitingRoom> followed = new ArrayList<>();
        for (WaitingRoom room : rooms.inMemory()) {
            attempt(room, () -> {
                if (rooms.takeOverIfGained(room, clock.instant())) {
                    lead(room, clock.instant());
                } else {
                    followed.add(room);
                }
            });
        }
        if (!followed.isEmpty()) {
            followAll(followed);
        }
    }

    /// One failing room must not stop the others; the next tick retries.
    private void attempt(WaitingRoom room, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException broken) {
            failures.add(room.concertId(), broken);
        }
    }

    private void lead(WaitingRoom room, Instant now) {
        rooms.proceedWithDraw(room, now);
        Optional<AdmissionMinute> ended = room.tick(now, shop(room, now));
        for (Lane lane : Lane.values()) {
            progress.save(room, lane);
        }
        room.ownership().epoch().ifPresent(epoch -> ended.ifPresent(minute -> admissionLog.append(minute, epoch)));
        rooms.settleSettings(room, now);
    }

    /// Follows the rooms that other nodes own.
    private void followAll(List<WaitingRoom> followed) {
        attempt(followed.getFirst(), () -> {
            Map<Long, Map<Lane, Long>> stored = rooms.servingPositions(
                    followed.stream().map(WaitingRoom::concertId).toList());
            followed.forEach(room -> attempt(
                    room, () -> follow(room, stored.getOrDefault(room.concertId(), Map.of()), clock.instant())));
        });
    }

    private void follow(WaitingRoom room, Map<Lane, Long> servingPositions, Instant now) {
        room.compareWith(servingPositions, now);
        if (room.isAheadForLong(now)) {
            rooms.forget(room.concertId());
            return;
        }
        rooms.proceedWithDraw(room, now);
        room.follow(servingPositions, now);
        room.tick(now, shop(room, now));
        rooms.settleSettings(room, now);
    }

    private Shop shop(WaitingRoom room, Instant now) {
        OtherNodes.Calls calls = exchange.exchangeCalls(room);
        return new Shop(stock(room, now), calls.count(), calls.p99());
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
