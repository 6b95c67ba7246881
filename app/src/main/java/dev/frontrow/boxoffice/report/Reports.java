package dev.frontrow.boxoffice.report;

import dev.frontrow.boxoffice.report.SaleReport.ReportedConcert;
import dev.frontrow.boxoffice.report.SaleReport.ReportedDraw;
import dev.frontrow.database.SnapshotReads;
import dev.frontrow.draw.DrawRow;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.line.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Makes and signs reports. Thread-safe.
@Service
class Reports {

    /// A report reads every place and order of a concert.
    static final int AT_ONCE_MAX = 1;

    private static final Duration STATEMENT_MAX = Duration.ofSeconds(30);

    private final ReportRows rows;
    private final Turns turns;
    private final SnapshotReads reads;
    private final Signer signer;
    private final InstantSource clock;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);

    Reports(ReportRows rows, Turns turns, SnapshotReads reads, Signer signer, InstantSource clock) {
        this.rows = rows;
        this.turns = turns;
        this.reads = reads;
        this.signer = signer;
        this.clock = clock;
    }

    sealed interface Outcome {

        record Made(SaleReport report, SignedReport signed) implements Outcome {}

        record ConcertUnknown() implements Outcome {}

        /// Another one is being made.
        record Busy() implements Outcome {}
    }

    Outcome make(long concertId) {
        if (!atOnce.tryAcquire()) {
            return new Outcome.Busy();
        }
        try {
            return reads.read(STATEMENT_MAX, () -> rows.concert(concertId).map(this::of))
                    .<Outcome>map(report -> new Outcome.Made(report, signer.sign(report)))
                    .orElseGet(Outcome.ConcertUnknown::new);
        } finally {
            atOnce.release();
        }
    }

    private SaleReport of(ReportedConcert concert) {
        long concertId = concert.concertId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RoomDraw draw = turns.draw(concertId);
        return new SaleReport(
                SaleReport.FORMAT,
                now,
                concert,
                reported(draw.row()),
                rows.lanes(concertId),
                rows.curve(concertId),
                turns.deciles(concert, draw),
                rows.estimates(concertId),
                rows.refusals(concertId),
                rows.salesByLevel(concertId),
                rows.salesByHour(concertId),
                rows.money(concertId),
                rows.auditHead().orElse(null));
    }

    private static @Nullable ReportedDraw reported(DrawRow draw) {
        String root = draw.root();
        String seed = draw.seed();
        return root == null || seed == null || draw.registrations() == 0
                ? null
                : new ReportedDraw(
                        draw.commitment(),
                        root,
                        seed,
                        draw.secret(),
                        draw.beaconSource(),
                        draw.beacon(),
                        draw.registrations(Lane.GENERAL),
                        draw.registrations(Lane.PRIORITY));
    }
}
