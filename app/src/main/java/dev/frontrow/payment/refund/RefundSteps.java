package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import dev.frontrow.database.ConnectionFault;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.payment.refund.RefundCommand.Ask;
import dev.frontrow.payment.refund.RefundJob.Failure;
import dev.frontrow.payment.refund.RefundJob.Status;
import dev.frontrow.payment.refund.RefundRows.PaidOrder;
import dev.frontrow.reservation.sold.SeatReturn;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Refunds the orders of a performance, some in each step. A step is one transaction: it refunds orders and notes
/// how far the job has come, or does neither. So a server may end at any moment, and a commit whose outcome is
/// unknown needs no care: the next step reads where the job stands.
@Component
class RefundSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RefundSteps.class);

    private final RefundJobRows jobs;
    private final RefundRows rows;
    private final Refunds refunds;
    private final RefundTerms terms;
    private final TransactionTemplate transactions;

    RefundSteps(
            RefundJobRows jobs, RefundRows rows, Refunds refunds, RefundTerms terms, TransactionTemplate transactions) {
        this.jobs = jobs;
        this.rows = rows;
        this.refunds = refunds;
        this.terms = terms;
        this.transactions = transactions;
    }

    /// One step of each running job; returns the orders that were looked at.
    int run() {
        return jobs.running().stream().mapToInt(this::step).sum();
    }

    private int step(long performanceId) {
        try {
            return inOneCommit(performanceId, Integer.MAX_VALUE);
        } catch (RuntimeException failure) {
            if (ConnectionFault.isIn(failure)) {
                throw failure;
            }
            LOG.warn(
                    "a step of the refund of performance {} failed; its orders are refunded one by one",
                    performanceId,
                    failure);
            return oneByOne(performanceId);
        }
    }

    private int inOneCommit(long performanceId, int ordersMax) {
        Integer looked = transactions.execute(_ -> jobs.lock(performanceId)
                .filter(job -> job.status() == Status.RUNNING)
                .map(job -> refund(job, Math.min(ordersMax, job.ordersPerSecond())))
                .orElse(0));
        return looked == null ? 0 : looked;
    }

    /// An order that fails by itself is noted, and the job goes on behind it.
    private int oneByOne(long performanceId) {
        try {
            return inOneCommit(performanceId, 1);
        } catch (RuntimeException failure) {
            if (ConnectionFault.isIn(failure)) {
                throw failure;
            }
            // A lock that was waited for in vain is no fault of the order: the next step tries again.
            if (failure instanceof TransientDataAccessException) {
                return 0;
            }
            LOG.error("an order of performance {} cannot be refunded", performanceId, failure);
            transactions.executeWithoutResult(_ -> jobs.lock(performanceId)
                    .filter(job -> job.status() == Status.RUNNING)
                    .ifPresent(this::skip));
            return 1;
        }
    }

    private void skip(RefundJob job) {
        refunds.holdsBehind(job.afterHold(), job.performanceId(), 1).forEach(holdId -> {
            jobs.fail(job.performanceId(), new Failure(holdId, "internal-error"), terms.now());
            goOn(job, holdId);
        });
    }

    private int refund(RefundJob job, int orders) {
        List<UUID> holds = refunds.holdsBehind(job.afterHold(), job.performanceId(), orders);
        if (holds.isEmpty()) {
            endPass(job);
            return 0;
        }
        RoundTrip trip = rows.trip();
        List<PaidOrder> paid = rows.ofHolds(holds);
        List<RefundOutcome> outcomes =
                refunds.run(paid.stream().map(order -> ask(order, job)).toList(), trip);
        trip.send();
        for (int i = 0; i < paid.size(); i++) {
            if (outcomes.get(i) instanceof RefundOutcome.BalanceFull) {
                jobs.fail(job.performanceId(), new Failure(paid.get(i).holdId(), "balance-full"), terms.now());
            }
        }
        goOn(job, holds.getLast());
        return holds.size();
    }

    private static RefundCommand ask(PaidOrder order, RefundJob job) {
        return new Ask(
                order.paymentId(),
                List.of(),
                job.fee(),
                SeatReturn.AT_ONCE,
                new Actor(
                        job.startedBy(), "refund of performance " + job.performanceId(), "SYSTEM", null, job.reason()),
                job.performanceId());
    }

    private void goOn(RefundJob job, UUID afterHold) {
        jobs.update(job.performanceId(), Status.RUNNING, job.ordersPerSecond(), afterHold, null);
    }

    /// A hold that was paid meanwhile may have a lower id than others: then the job begins again. While holds may still
    /// be paid it does not end. That is asked first, so what is paid in between is found behind it.
    private void endPass(RefundJob job) {
        boolean mayBePaid = refunds.mayBePaid(job.performanceId());
        Set<UUID> failed = jobs.failed(job.performanceId());
        boolean more = refunds.holdsBehind(RefundJob.BEFORE_ALL, job.performanceId(), failed.size() + 1).stream()
                .anyMatch(holdId -> !failed.contains(holdId));
        if (more) {
            goOn(job, RefundJob.BEFORE_ALL);
        } else if (!mayBePaid) {
            jobs.update(job.performanceId(), Status.DONE, job.ordersPerSecond(), job.afterHold(), terms.now());
        }
    }
}
