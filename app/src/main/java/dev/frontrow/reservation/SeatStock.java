package dev.frontrow.reservation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.ConcertCreated;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SeatAvailability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// How much is left, for those who look and do not buy.
@Component
class SeatStock implements SeatAvailability {

    private static final Duration SOLD_OUT_AGE_MAX = Duration.ofSeconds(1);
    private static final int CONCERTS_CACHED_MAX = 1_000;

    private final SeatRows seats;
    private final InstantSource clock;
    private final LoadingCache<List<Long>, Set<String>> soldOutLevels;

    SeatStock(SeatRows seats, InstantSource clock) {
        this.seats = seats;
        this.clock = clock;
        soldOutLevels = Caffeine.newBuilder()
                .maximumSize(CONCERTS_CACHED_MAX)
                .expireAfterWrite(SOLD_OUT_AGE_MAX)
                .ticker(() -> nanos(clock.instant()))
                .build(performanceIds -> Set.copyOf(seats.soldOutLevels(performanceIds)));
    }

    @Override
    public Map<Long, Integer> freeSeats(Collection<Long> performanceIds) {
        return seats.countFree(performanceIds, clock.instant());
    }

    @Override
    public Set<String> soldOutLevels(Concert concert) {
        return soldOutLevels.get(
                concert.performances().stream().map(Performance::performanceId).toList());
    }

    @EventListener
    void on(ConcertCreated created) {
        created.performances().forEach(made -> seats.insertAll(made.performanceId(), made.seats()));
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
