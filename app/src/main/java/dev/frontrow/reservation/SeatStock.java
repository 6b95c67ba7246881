package dev.frontrow.reservation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.PerformancesAdded;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.reservation.Holds.EndedHolds;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatCount;
import dev.frontrow.seating.SeatRows;
import dev.frontrow.seating.SeatsLeft;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Counts of what is left, for display and for wait estimates; some counts are cached.
@Component
class SeatStock implements SeatAvailability {

    private static final int CONCERTS_CACHED_MAX = 1_000;

    private static final Duration RETURNS_LOOKED_AT = Duration.ofMinutes(15);

    /// The share of returned holds is cached this long; it changes slowly.
    static final Duration RETURNS_LAG = Duration.ofSeconds(10);

    /// Enough to know the share to within a few hundredths; in a rush this many holds end within seconds.
    private static final int RETURNS_COUNTED_MAX = 1_000;

    /// Prior for the share of returned holds (3 of 10); a few dozen ended holds outweigh it.
    private static final EndedHolds SEEN_BEFORE = new EndedHolds(7, 3);

    private record Counted<T>(T count, Instant at) {

        /// The absolute difference also covers a clock that was set back: a count must not be used for too long.
        boolean isWithin(Duration lag, Instant now) {
            return Duration.between(at, now).abs().compareTo(lag) < 0;
        }
    }

    private final SeatRows seats;
    private final SeatBoards boards;
    private final Holds holds;
    private final SeatsLeft left;
    private final InstantSource clock;
    private final Cache<Long, Counted<Double>> returningShares =
            Caffeine.newBuilder().maximumSize(CONCERTS_CACHED_MAX).build();
    private final Cache<Long, Counted<Stock>> stocks =
            Caffeine.newBuilder().maximumSize(CONCERTS_CACHED_MAX).build();

    SeatStock(SeatRows seats, SeatBoards boards, Holds holds, SeatsLeft left, InstantSource clock) {
        this.seats = seats;
        this.boards = boards;
        this.holds = holds;
        this.left = left;
        this.clock = clock;
    }

    @Override
    public Map<Long, Integer> freeSeats(Collection<Long> performanceIds) {
        return seats.countFree(performanceIds, clock.instant());
    }

    @Override
    public Map<Long, Left> left(Collection<Long> performanceIds, Duration lagMax) {
        return left.of(performanceIds, lagMax);
    }

    @Override
    public Stock stock(Concert concert, Duration lagMax) {
        Instant now = clock.instant();
        Counted<Stock> counted = stocks.asMap()
                .compute(
                        concert.concertId(),
                        (_, earlier) -> earlier != null && earlier.isWithin(lagMax, now)
                                ? earlier
                                : new Counted<>(count(concert, now), now));
        return counted.count();
    }

    private Stock count(Concert concert, Instant now) {
        List<Long> selling = selling(concert, now);
        SeatCount counted = boards.count(selling).orElseGet(() -> seats.count(selling, now));
        return new Stock(
                counted.holds(),
                returningShare(concert.concertId(), now),
                concert.priceLevels().stream()
                        .map(level -> counted.level(level.name()))
                        .toList());
    }

    private double returningShare(long concertId, Instant now) {
        Counted<Double> known = returningShares.getIfPresent(concertId);
        if (known == null || !known.isWithin(RETURNS_LAG, now)) {
            EndedHolds ended = holds.countEnded(concertId, now.minus(RETURNS_LOOKED_AT), now, RETURNS_COUNTED_MAX);
            known = new Counted<>(returningShare(ended), now);
            returningShares.put(concertId, known);
        }
        return known.count();
    }

    private static List<Long> selling(Concert concert, Instant now) {
        return concert.performances().stream()
                .filter(performance -> concert.sells(performance, now))
                .map(Performance::performanceId)
                .toList();
    }

    private static double returningShare(EndedHolds ended) {
        double returned = ended.returned() + SEEN_BEFORE.returned();
        return returned / (returned + ended.paid() + SEEN_BEFORE.paid());
    }

    @EventListener
    void on(PerformancesAdded added) {
        added.performances().forEach(made -> seats.insertAll(made.performanceId(), made.seats()));
    }
}
