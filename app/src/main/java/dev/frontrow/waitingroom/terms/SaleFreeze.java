package dev.frontrow.waitingroom.terms;

import dev.frontrow.catalog.HoldClocks;
import dev.frontrow.waitingroom.store.AdmissionEnds;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Incident mode: stops the time of a concert's holds and admissions, in the caller's transaction.
@Component
public class SaleFreeze {

    private final HoldClocks holdClocks;
    private final AdmissionEnds ends;

    SaleFreeze(HoldClocks holdClocks, AdmissionEnds ends) {
        this.holdClocks = holdClocks;
        this.ends = ends;
    }

    /// Begins or ends a freeze; returns by how much all ends have moved. Admissions move with holds: a hold is
    /// useless after its buyer's admission ends.
    public Duration set(long concertId, boolean frozen, Instant now) {
        Duration moved = frozen ? holdClocks.freeze(concertId) : holdClocks.unfreeze(concertId);
        ends.move(concertId, moved, now);
        return moved;
    }
}
