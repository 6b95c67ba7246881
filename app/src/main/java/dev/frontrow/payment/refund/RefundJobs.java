package dev.frontrow.payment.refund;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.money.Money;
import dev.frontrow.payment.refund.RefundJob.Failure;
import dev.frontrow.payment.refund.RefundJob.Progress;
import dev.frontrow.payment.refund.RefundJob.Status;
import dev.frontrow.reservation.sold.SoldTickets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Starts and steers the refunds of whole performances; [RefundSteps] does the work. Thread-safe.
@Service
class RefundJobs {

    private static final int FAILURES_SHOWN_MAX = 100;

    private final RefundJobRows rows;
    private final RefundTerms terms;
    private final SoldTickets sold;
    private final OnSaleCheck onSale;
    private final AuditLog audit;

    RefundJobs(RefundJobRows rows, RefundTerms terms, SoldTickets sold, OnSaleCheck onSale, AuditLog audit) {
        this.rows = rows;
        this.terms = terms;
        this.sold = sold;
        this.onSale = onSale;
        this.audit = audit;
    }

    /// Above the limit for refunds it waits for another person.
    @Transactional
    RefundJobOutcome start(long performanceId, FeeRule fee, int ordersPerSecond, Actor operator) {
        Optional<Concert> found = onSale.concertOf(performanceId);
        if (found.isEmpty()) {
            return new RefundJobOutcome.PerformanceUnknown();
        }
        Instant now = terms.now();
        if (onSale.isOnSale(performanceId, now)) {
            return new RefundJobOutcome.StillOnSale();
        }
        boolean waits = needsApproval(performanceId, found.get(), operator);
        return insert(new RefundJob(
                performanceId,
                waits ? Status.REQUESTED : Status.RUNNING,
                fee,
                ordersPerSecond,
                Reasons.id(operator),
                Reasons.of(operator),
                now,
                null,
                RefundJob.BEFORE_ALL,
                null));
    }

    private boolean needsApproval(long performanceId, Concert concert, Actor operator) {
        Money all = new Money(sold.priceOfTicketsAndHolds(performanceId), concert.currency());
        return terms.needsApproval(all, operator);
    }

    /// What it would come to if it began now; empty if there is no such performance.
    Optional<RefundEstimate> estimate(long performanceId, FeeRule fee, Actor operator) {
        return onSale.concertOf(performanceId)
                .map(concert -> RefundEstimate.of(
                        sold.validTickets(performanceId),
                        fee,
                        concert.currency().getCurrencyCode(),
                        needsApproval(performanceId, concert, operator)));
    }

    private RefundJobOutcome insert(RefundJob job) {
        if (!rows.insert(job)) {
            return new RefundJobOutcome.JobExists();
        }
        audit.record(Action.REFUND_JOB_STARTED, subject(job.performanceId()), null, job);
        return known(job);
    }

    RefundJobOutcome find(long performanceId) {
        return rows.find(performanceId).map(RefundJobs::known).orElseGet(() -> unknown(performanceId));
    }

    @Transactional
    RefundJobOutcome approve(long performanceId, Actor operator) {
        Optional<RefundJob> job = rows.lock(performanceId);
        if (job.isEmpty()) {
            return unknown(performanceId);
        }
        if (job.get().status() != Status.REQUESTED) {
            return new RefundJobOutcome.NotNow();
        }
        if (job.get().startedBy().equals(Reasons.id(operator))) {
            return new RefundJobOutcome.OwnJob();
        }
        rows.approve(performanceId, Reasons.id(operator));
        RefundJob after = rows.find(performanceId).orElseThrow();
        audit.record(Action.REFUND_JOB_APPROVED, subject(performanceId), job.get(), after);
        return known(after);
    }

    /// Ends a job that waits for its approval; another one may be started then.
    @Transactional
    RefundJobOutcome decline(long performanceId) {
        Optional<RefundJob> job = rows.lock(performanceId);
        if (job.isEmpty()) {
            return unknown(performanceId);
        }
        if (job.get().status() != Status.REQUESTED) {
            return new RefundJobOutcome.NotNow();
        }
        rows.delete(performanceId);
        audit.record(Action.REFUND_JOB_DECLINED, subject(performanceId), job.get(), null);
        return known(job.get());
    }

    /// Those that wait for their approval, in the order in which they were asked for.
    List<RefundJob> waiting() {
        return rows.waiting();
    }

    /// Changes what is given. A resumed job tries again what has failed.
    @Transactional
    RefundJobOutcome steer(long performanceId, @Nullable Boolean paused, @Nullable Integer ordersPerSecond) {
        Optional<RefundJob> locked = rows.lock(performanceId);
        if (locked.isEmpty()) {
            return unknown(performanceId);
        }
        RefundJob job = locked.get();
        if (job.status() == Status.REQUESTED) {
            return new RefundJobOutcome.NotNow();
        }
        int rate = ordersPerSecond == null ? job.ordersPerSecond() : ordersPerSecond;
        if (paused == null) {
            rows.update(performanceId, job.status(), rate, job.afterHold(), job.doneAt());
        } else if (!paused) {
            rows.forgetFailures(performanceId);
            rows.update(performanceId, Status.RUNNING, rate, RefundJob.BEFORE_ALL, null);
        } else if (job.status() != Status.DONE) {
            rows.update(performanceId, Status.PAUSED, rate, job.afterHold(), null);
        }
        RefundJob after = rows.find(performanceId).orElseThrow();
        audit.record(Action.REFUND_JOB_STEERED, subject(performanceId), job, after);
        return known(after);
    }

    private static String subject(long performanceId) {
        return "performance " + performanceId;
    }

    Progress progress(long performanceId) {
        return rows.progress(performanceId);
    }

    List<Failure> failures(long performanceId) {
        return rows.failures(performanceId, FAILURES_SHOWN_MAX);
    }

    private RefundJobOutcome unknown(long performanceId) {
        return onSale.concertOf(performanceId).isEmpty()
                ? new RefundJobOutcome.PerformanceUnknown()
                : new RefundJobOutcome.JobUnknown();
    }

    private static RefundJobOutcome known(RefundJob job) {
        return new RefundJobOutcome.Known(job);
    }
}
