package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleGuard;
import dev.frontrow.catalog.editing.ConcertForm.PerformanceForm;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Adds a performance with its seats, in the caller's transaction.
@Component
class Additions {

    private final Catalog catalog;
    private final ConcertPlan plan;
    private final SaleGuard guard;

    Additions(Catalog catalog, ConcertPlan plan, SaleGuard guard) {
        this.catalog = catalog;
        this.plan = plan;
        this.guard = guard;
    }

    void add(Concert concert, PerformanceForm form) {
        int before = guard.places(
                concert.performances().stream().map(Performance::performanceId).toList());
        catalog.add(concert.concertId(), List.of(plan.performance(form, concert, before)));
    }

    void requireStart(Instant startsAt, Concert concert) {
        plan.requireStart("startsAt", startsAt, concert.onSale().opensAt());
    }
}
