package dev.frontrow.storefront;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Concerts as pages show them.
@Component
class ConcertViews {

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

    /// Some concerts by date; past ones come last.
    ///
    /// @param next the last of them, if there are more
    record Bill(List<ConcertView> concerts, @Nullable Long next) {}

    Bill after(long concertId) {
        List<Concert> found = catalog.byDate(concertId, SHOWN_MAX + 1);
        List<Concert> shown = found.subList(0, Math.min(SHOWN_MAX, found.size()));
        return new Bill(
                shown.stream().map(this::view).toList(),
                found.size() > SHOWN_MAX ? shown.getLast().concertId() : null);
    }

    ConcertView required(long concertId) {
        return catalog.concert(concertId)
                .map(this::view)
                .orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
    }

    /// The concert that the performance belongs to.
    ConcertView ofPerformance(long performanceId) {
        return catalog.performance(performanceId)
                .map(performance -> required(performance.concertId()))
                .orElseThrow(() -> Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId"));
    }

    private ConcertView view(Concert concert) {
        var ids =
                concert.performances().stream().map(Performance::performanceId).toList();
        return ConcertView.of(
                concert,
                phases.phaseOf(concert),
                availability.stock(concert, LAG_MAX),
                availability.freeSeats(ids, LAG_MAX),
                clock.instant());
    }
}
