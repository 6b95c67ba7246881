package dev.frontrow.reservation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.ConcertCreated;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.reservation.Holds.EndedHolds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// How much is left, for those who look and do not buy.
@Component
class SeatStock implements SeatAvailability {

    private static final int CONCERTS_CACHED_MAX = 1_000;
    private static final int PERFORMANCES_CACHED_MAX = 10_000;

    private static final Duration RETURNS_LOOKED_AT = Duration.ofMinutes(15);

    /// How many seats a hold has, and how many come back, hardly changes in this time; to count a rush's holds takes
    /// PostgreSQL some milliseconds, in which nobody buys on that core.
    static final Duration HABITS_LAG = Duration.ofSeconds(10);

    /// What is believed before anything was seen, and outweighed by a few dozen holds.
    private static final EndedHolds SEEN_BEFORE = new EndedHolds(7, 3);

    private record Counted<T>(T count, Instant at) {

        /// Also where the clock was set back a count is not used for longer than it should be.
        boolean isWithin(Duration lag, Instant now) {
            return Duration.between(at, now).abs().compareTo(lag) < 0;
        }
    }

    /// What holds are like.
    ///
    /// @param seatsPerHold of those that are running; 0 where none is
    private record Habits(double seatsPerHold, double returningShare) {}

    private final SeatRows seats;
    private final SeatBoards boards;
    private final Holds holds;
    private final InstantSource clock;
    private final Cache<Long, Counted<Habits>> habits =
            Caffeine.newBuilder().maximumSize(CONCERTS_CACHED_MAX).build();
    private final Cache<Long, Counted<Stock>> stocks =
            Caffeine.newBuilder().maximumSize(CONCERTS_CACHED_MAX).build();
    private final Cache<Long, Counted<Integer>> freeSeats =
            Caffeine.newBuilder().maximumSize(PERFORMANCES_CACHED_MAX).build();

    SeatStock(SeatRows seats, SeatBoards boards, Holds holds, InstantSource clock) {
        this.seats = seats;
        this.boards = boards;
        this.holds = holds;
        this.clock = clock;
    }

    @Override
    public Map<Long, Integer> freeSeats(Collection<Long> performanceIds) {
        return seats.countFree(performanceIds, clock.instant());
    }

    @Override
    public Map<Long, Integer> freeSeats(Collection<Long> performanceIds, Duration lagMax) {
        Instant now = clock.instant();
        Map<Long, Integer> free = new HashMap<>();
        List<Long> unknown = new ArrayList<>();
        for (Long performanceId : performanceIds) {
            Counted<Integer> counted = freeSeats.getIfPresent(performanceId);
            if (counted != null && counted.isWithin(lagMax, now)) {
                free.put(performanceId, counted.count());
            } else {
                unknown.add(performanceId);
            }
        }
        if (!unknown.isEmpty()) {
            Map<Long, Integer> found = seats.countFree(unknown, now);
            for (Long performanceId : unknown) {
                int left = found.getOrDefault(performanceId, 0);
                freeSeats.put(performanceId, new Counted<>(left, now));
                free.put(performanceId, left);
            }
        }
        return free;
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
        Map<String, LevelStock> levels =
                boards.stock(selling).orElseGet(() -> seats.countByLevel(selling, now)).stream()
                        .collect(Collectors.toMap(LevelStock::name, level -> level, LevelStock::plus));
        long held = levels.values().stream().mapToLong(LevelStock::held).sum();
        Habits lately = habits(concert, selling, held, now);
        return new Stock(
                held == 0 ? 0 : Math.round(held / lately.seatsPerHold()),
                lately.returningShare(),
                concert.priceLevels().stream()
                        .map(level -> levels.getOrDefault(level.name(), new LevelStock(level.name(), 0, 0, 0)))
                        .toList());
    }

    private Habits habits(Concert concert, List<Long> selling, long held, Instant now) {
        Counted<Habits> known = habits.getIfPresent(concert.concertId());
        if (known == null
                || !known.isWithin(HABITS_LAG, now)
                || held > 0 && known.count().seatsPerHold() == 0) {
            known = new Counted<>(count(concert, selling, held, now), now);
            habits.put(concert.concertId(), known);
        }
        return known.count();
    }

    private Habits count(Concert concert, List<Long> selling, long held, Instant now) {
        long running = held == 0 ? 0 : Math.max(1, holds.countRunning(concert.concertId(), selling, now));
        return new Habits(
                running == 0 ? 0 : (double) held / running,
                returningShare(holds.countEnded(concert.concertId(), now.minus(RETURNS_LOOKED_AT), now)));
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
    void on(ConcertCreated created) {
        created.performances().forEach(made -> seats.insertAll(made.performanceId(), made.seats()));
    }
}
