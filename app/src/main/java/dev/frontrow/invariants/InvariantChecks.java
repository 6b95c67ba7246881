package dev.frontrow.invariants;

import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.database.ConnectionFault;
import dev.frontrow.invariants.InvariantReport.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Checks all invariants every three seconds on one snapshot, on one node. In a large database a check takes longer;
/// then the pauses are longer as well, so that checks take at most a thirtieth of one connection's time.
@Component
class InvariantChecks {

    /// With the second between two looks and the check itself, a fault is seen within five seconds.
    static final Duration PAUSE_MIN = Duration.ofSeconds(2);

    static final int PAUSE_PER_CHECK = 29;

    private final InvariantCheck check;
    private final InvariantReports reports;
    private final SingleJobs jobs;
    private final InstantSource clock;
    private final TransactionTemplate snapshot;
    private Instant dueAt = Instant.EPOCH;

    InvariantChecks(
            InvariantCheck check,
            InvariantReports reports,
            SingleJobs jobs,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.check = check;
        this.reports = reports;
        this.jobs = jobs;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    @Scheduled(fixedDelayString = "PT1S")
    synchronized void look() {
        if (!jobs.areHere()) {
            check.pause();
        } else if (!clock.instant().isBefore(dueAt)) {
            check();
        }
    }

    private void check() {
        long began = System.nanoTime();
        Instant now = clock.instant();
        try {
            List<Finding> findings = Objects.requireNonNull(snapshot.execute(status -> {
                // It only reads. What a failed query has aborted could not be committed.
                status.setRollbackOnly();
                return check.findings(now);
            }));
            reports.add(now, InvariantCheck.millisSince(began), findings);
        } catch (RuntimeException failure) {
            // The health of the database is told elsewhere; the next look tries again.
            if (!ConnectionFault.isIn(failure)) {
                throw failure;
            }
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            dueAt = clock.instant().plus(pauseAfter(took));
        }
    }

    static Duration pauseAfter(Duration took) {
        Duration fair = took.multipliedBy(PAUSE_PER_CHECK);
        return fair.compareTo(PAUSE_MIN) > 0 ? fair : PAUSE_MIN;
    }
}
