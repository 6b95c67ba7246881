package dev.frontrow.storefront;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.SeatAvailability.Left;
import dev.frontrow.catalog.Stock;
import dev.frontrow.catalog.Stock.LevelStock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A concert as its page shows it at one moment.
///
/// @param doors what a reader who wants a ticket can do now
/// @param art   number of its poster, from 1
public record ConcertView(
        Concert concert,
        Phase phase,
        Doors doors,
        int art,
        List<LevelView> levels,
        List<PerformanceView> performances) {

    private static final int POSTERS = 6;

    /// What a reader who wants a ticket can do now.
    public enum Doors {
        /// The line is not open yet.
        SOON,
        /// Buyers register for the draw.
        PRE_QUEUE,
        OPEN,
        /// Every seat is held or sold; held ones may become free.
        ALL_HELD,
        SOLD_OUT,
        PAUSED,
        CLOSED,
        CANCELLED;

        /// Whether buyers may join the line.
        public boolean isOpen() {
            return this == PRE_QUEUE || this == OPEN || this == ALL_HELD || this == PAUSED;
        }
    }

    /// A price level and its stock.
    ///
    /// @param index  from 1, in the concert's order; determines colour and pattern
    /// @param letter marks its seats
    public record LevelView(
            int index, String name, String letter, long amountMinor, long free, long held, boolean soldOut) {

        private static final int STYLES = 6;

        public int style() {
            return (index - 1) % STYLES + 1;
        }
    }

    /// @param soldOut whether no seat can become free again
    public record PerformanceView(
            long performanceId, Instant startsAt, int free, boolean soldOut, boolean selling, boolean cancelled) {

        static PerformanceView of(Performance performance, Left left, boolean selling) {
            return new PerformanceView(
                    performance.performanceId(),
                    performance.startsAt(),
                    left.free(),
                    left.isSoldOut(),
                    selling,
                    performance.cancelled());
        }
    }

    static ConcertView of(Concert concert, Phase phase, Stock stock, Map<Long, Left> left, Instant now) {
        List<PerformanceView> performances = concert.performances().stream()
                .sorted(Comparator.comparing(Performance::startsAt))
                .map(performance -> PerformanceView.of(
                        performance,
                        left.getOrDefault(performance.performanceId(), Left.NOTHING),
                        phase != Phase.CLOSED && concert.sells(performance, now)))
                .toList();
        return new ConcertView(
                concert,
                phase,
                concert.isCancelled() ? Doors.CANCELLED : doors(phase, stock, performances),
                (int) Math.floorMod(concert.concertId() - 1, (long) POSTERS) + 1,
                levels(concert, stock),
                performances);
    }

    private static Doors doors(Phase phase, Stock stock, List<PerformanceView> performances) {
        if (phase == Phase.CLOSED || performances.stream().noneMatch(PerformanceView::selling)) {
            return Doors.CLOSED;
        }
        if (stock.free() == 0 && stock.sold() > 0) {
            return stock.held() > 0 ? Doors.ALL_HELD : Doors.SOLD_OUT;
        }
        return switch (phase) {
            case SCHEDULED -> Doors.SOON;
            case PRE_QUEUE -> Doors.PRE_QUEUE;
            case OPEN -> Doors.OPEN;
            case PAUSED -> Doors.PAUSED;
            case CLOSED -> Doors.CLOSED;
        };
    }

    private static List<LevelView> levels(Concert concert, Stock stock) {
        List<PriceLevel> levels = concert.priceLevels();
        List<String> letters =
                LevelLetters.of(levels.stream().map(PriceLevel::name).toList());
        return IntStream.range(0, levels.size())
                .mapToObj(i -> level(i + 1, letters.get(i), levels.get(i), stock))
                .toList();
    }

    private static LevelView level(int index, String letter, PriceLevel level, Stock stock) {
        return stock.levels().stream()
                .filter(candidate -> candidate.name().equals(level.name()))
                .findFirst()
                .map(left -> level(index, letter, level, left))
                .orElseGet(() -> new LevelView(index, level.name(), letter, level.amountMinor(), 0, 0, false));
    }

    private static LevelView level(int index, String letter, PriceLevel level, LevelStock left) {
        return new LevelView(
                index, level.name(), letter, level.amountMinor(), left.free(), left.held(), left.isSoldOut());
    }

    public Instant firstStartsAt() {
        return performances.getFirst().startsAt();
    }

    public Instant lastStartsAt() {
        return performances.getLast().startsAt();
    }

    /// When the next performance begins; empty if the concert is over.
    Optional<Instant> nextAfter(Instant now) {
        return performances.stream()
                .map(PerformanceView::startsAt)
                .filter(now::isBefore)
                .findFirst();
    }

    public boolean isBeforeOpening() {
        return doors == Doors.SOON || doors == Doors.PRE_QUEUE;
    }
}
