package dev.frontrow.storefront;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Concerts as pages show them.
@Component
public class ConcertViews {

    private static final int SHOWN_MAX = 24;

    /// The stock may be this old; loading a page takes longer anyway.
    private static final Duration LAG_MAX = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final SalePhases phases;
    private final SeatAvailability availability;
    private final InstantSource clock;

    ConcertViews(Catalog catalog, SalePhases phases, SeatAvailability availability, InstantSource clock) {
        this.catalog = catalog;
        this.phases = phases;
        this.availability = availability;
        this.clock = clock;
    }

    /// Some concerts by date.
    ///
    /// @param over those that have no performance to come
    /// @param next the last of them all, if there are more
    public record Bill(
            List<Day> days,
            List<ConcertView> over,
            @Nullable Long next) {

        public boolean isEmpty() {
            return days.isEmpty() && over.isEmpty();
        }
    }

    /// The concerts whose next performance is on this day of their time zone.
    ///
    /// @param startsAt of the first of them
    public record Day(Instant startsAt, ZoneId zone, List<ConcertView> concerts) {}

    /// @param sought words that title and venue must contain; blank for all concerts
    Bill after(long concertId, String sought) {
        List<Concert> found = catalog.byDate(sought, concertId, SHOWN_MAX + 1);
        List<Concert> shown = found.subList(0, Math.min(SHOWN_MAX, found.size()));
        Instant now = clock.instant();
        List<ConcertView> over = new ArrayList<>();
        Map<LocalDate, Day> days = new LinkedHashMap<>();
        for (ConcertView view : shown.stream().map(this::view).toList()) {
            ZoneId zone = view.concert().timeZone();
            view.nextAfter(now)
                    .ifPresentOrElse(
                            next -> days.computeIfAbsent(
                                            LocalDate.ofInstant(next, zone),
                                            _ -> new Day(next, zone, new ArrayList<>()))
                                    .concerts()
                                    .add(view),
                            () -> over.add(view));
        }
        return new Bill(
                List.copyOf(days.values()),
                over,
                found.size() > SHOWN_MAX ? shown.getLast().concertId() : null);
    }

    /// Unknown concerts are refused.
    public ConcertView required(long concertId) {
        return catalog.concert(concertId)
                .map(this::view)
                .orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
    }

    /// The concert that the performance belongs to.
    public ConcertView ofPerformance(long performanceId) {
        return catalog.performance(performanceId)
                .map(performance -> required(performance.concertId()))
                .orElseThrow(() -> Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId"));
    }

    ConcertView view(Concert concert) {
        var ids =
                concert.performances().stream().map(Performance::performanceId).toList();
        return ConcertView.of(
                concert,
                phases.phaseOf(concert),
                availability.stock(concert, LAG_MAX),
                availability.left(ids, LAG_MAX),
                clock.instant());
    }
}
