package dev.frontrow.boxoffice.night;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.boxoffice.night.Sales.SalesMinute;
import dev.frontrow.waitingroom.RoomGauges;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/// What the night was, for those who open its page late. It reads all payments, so it is kept for some seconds: however
/// many pages open, there is one reading. Thread-safe.
@Component
class NightPast {

    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int CONCERTS_MAX = 20;
    private static final int MINUTES_MAX = 1_440;

    /// Minute by minute, each oldest first.
    ///
    /// @param sales minutes in which something was paid or went back
    record NightHistory(List<AdmissionMinute> admission, List<SalesMinute> sales) {

        NightHistory since(Instant from) {
            return new NightHistory(
                    admission.stream()
                            .filter(minute -> !minute.minute().isBefore(from))
                            .toList(),
                    sales.stream()
                            .filter(minute -> !minute.minute().isBefore(from))
                            .toList());
        }
    }

    private final RoomGauges rooms;
    private final Sales sales;
    private final InstantSource clock;
    private final Cache<Long, NightHistory> known;

    NightPast(RoomGauges rooms, Sales sales, InstantSource clock) {
        this.rooms = rooms;
        this.sales = sales;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(CONCERTS_MAX)
                .expireAfterWrite(KEPT)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /// The last so many minutes, with the one that runs.
    NightHistory read(long concertId, int minutes) {
        Instant running = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        return known.get(concertId, this::readAll).since(running.minus(Duration.ofMinutes(minutes)));
    }

    private NightHistory readAll(long concertId) {
        Instant from = clock.instant().minus(Duration.ofMinutes(MINUTES_MAX));
        return new NightHistory(rooms.minutes(concertId, from, MINUTES_MAX), sales.since(concertId, from, MINUTES_MAX));
    }
}
