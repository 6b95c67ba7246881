package dev.frontrow.waitingroom;

import dev.frontrow.line.Lane;
import dev.frontrow.waitingroom.log.AdmissionLog;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import dev.frontrow.waitingroom.log.TickFailures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ticks every room once a second: reads the shop's state, calls as many places as the limits allow, and stores
/// the lanes' progress and the admission log. A failing room does not stop the others.
@Component
class AdmissionTick {

    private final Rooms rooms;
    private final Progress progress;
    private final AdmissionLog admissionLog;
    private final ShopReader shop;
    private final InstantSource clock;
    private final TickFailures failures;

    AdmissionTick(Rooms rooms, Progress progress, AdmissionLog admissionLog, ShopReader shop, InstantSource clock) {
        this.rooms = rooms;
        this.progress = progress;
        this.admissionLog = admissionLog;
        this.shop = shop;
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
        Optional<AdmissionMinute> ended = room.tick(now, shop.read(room, now));
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
        room.tick(now, shop.read(room, now));
        rooms.settleSettings(room, now);
    }
}
