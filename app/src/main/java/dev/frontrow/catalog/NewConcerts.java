package dev.frontrow.catalog;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.catalog.PerformancesAdded.SeatsOfPerformance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a concert, its seats and its waiting room, or nothing at all.
@Component
class NewConcerts {

    private final Concerts concerts;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    NewConcerts(
            Concerts concerts,
            ApplicationEventPublisher events,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.concerts = concerts;
        this.events = events;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    Concert make(NewConcert concert) {
        return Objects.requireNonNull(transaction.execute(_ -> insert(concert, clock.instant())));
    }

    private Concert insert(NewConcert concert, Instant now) {
        long concertId = concerts.insert(concert, now);
        concerts.insertPriceLevels(concertId, concert.priceLevels());
        add(concertId, concert.performances());
        Concert made = concerts.find(concertId).orElseThrow();
        events.publishEvent(new ConcertCreated(made, concert.drawBeacon()));
        audit.record(Action.CONCERT_CREATED, "concert " + concertId, null, made);
        return made;
    }

    /// Adds performances to a concert, in the caller's transaction.
    void add(long concertId, List<NewPerformance> performances) {
        List<SeatsOfPerformance> added = performances.stream()
                .map(performance -> insert(concertId, performance))
                .toList();
        events.publishEvent(new PerformancesAdded(concertId, added));
    }

    private SeatsOfPerformance insert(long concertId, NewPerformance performance) {
        long performanceId = concerts.insertPerformance(concertId, performance);
        concerts.insertSeats(concertId, performanceId, performance.seats());
        concerts.insertAreas(concertId, performanceId, performance.areas());
        var map = new SeatMap(performance.seats(), performance.areas());
        return new SeatsOfPerformance(performanceId, map.seats(), map.areas());
    }
}
