package dev.frontrow.payment.refund;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Phase;
import dev.frontrow.catalog.SalePhases;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Whether tickets of a performance may still be bought.
@Component
class OnSaleCheck {

    private final Catalog catalog;
    private final SalePhases phases;

    OnSaleCheck(Catalog catalog, SalePhases phases) {
        this.catalog = catalog;
        this.phases = phases;
    }

    Optional<Concert> concertOf(long performanceId) {
        return catalog.performance(performanceId).flatMap(performance -> catalog.concert(performance.concertId()));
    }

    boolean isOnSale(long performanceId, Instant now) {
        return concertOf(performanceId)
                .filter(concert -> phases.phaseOf(concert) != Phase.CLOSED)
                .flatMap(concert ->
                        catalog.performance(performanceId).filter(performance -> concert.sells(performance, now)))
                .isPresent();
    }
}
