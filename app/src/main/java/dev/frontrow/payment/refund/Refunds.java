package dev.frontrow.payment.refund;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.payment.refund.RefundRows.PaidOrder;
import dev.frontrow.reservation.sold.SoldTickets;
import dev.frontrow.reservation.sold.TakenBack;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Refunds tickets in one commit: gives the money back, ends the tickets and returns the seats. The lock order is hold,
/// seats, wallet, accounts of the house, audit log. Thread-safe.
@Service
class Refunds implements CommandBatch<RefundCommand, RefundOutcome> {

    private final RefundRows rows;
    private final SoldTickets sold;
    private final MoneyReturns money;
    private final RefundTerms terms;
    private final AuditLog audit;

    Refunds(RefundRows rows, SoldTickets sold, MoneyReturns money, RefundTerms terms, AuditLog audit) {
        this.rows = rows;
        this.sold = sold;
        this.money = money;
        this.terms = terms;
        this.audit = audit;
    }

    /// All refunds update the house's REVENUE account: in two lanes each would wait for the other's commit.
    @Override
    public Object lane(RefundCommand command) {
        return "revenue";
    }

    /// Paid holds of a performance that can be refunded, behind this one, in the order of their ids.
    List<UUID> holdsBehind(UUID holdId, long performanceId, int limit) {
        return sold.holdsBehind(holdId, performanceId, limit);
    }

    /// Whether somebody may still pay for the performance.
    boolean mayBePaid(long performanceId) {
        return sold.mayBePaid(performanceId);
    }

    /// The refunds of an order, newest first; empty if there is no such order.
    Optional<List<Refund>> of(UUID paymentId) {
        return rows.isOrder(paymentId) ? Optional.of(rows.of(paymentId)) : Optional.empty();
    }

    /// Returns one outcome per command, in order, each seeing the effects of earlier ones. A refusal writes nothing.
    ///
    /// @param trip used on the way
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<RefundOutcome> run(List<RefundCommand> commands, RoundTrip trip) {
        var found = rows.orders(commands.stream().map(RefundCommand::paymentId).collect(Collectors.toSet()), trip);
        trip.send();
        List<PaidOrder> orders = found.get();
        var tickets = sold.lock(orders.stream().map(PaidOrder::holdId).collect(Collectors.toSet()), trip);
        Set<UUID> paymentIds = orders.stream().map(PaidOrder::paymentId).collect(Collectors.toSet());
        var refunds = rows.of(paymentIds, trip);
        var balances = money.lock(orders, trip);
        trip.send();
        var decision = new RefundDecision(orders, tickets.get(), refunds.get(), terms::needsApproval, terms.now());
        List<RefundOutcome> decided = commands.stream().map(decision::on).toList();
        List<RefundOutcome> outcomes = money.pay(decided, decision, balances, terms.now(), trip);
        write(outcomes, decision, trip);
        trip.send();
        record(commands, outcomes);
        return outcomes;
    }

    private void write(List<RefundOutcome> outcomes, RefundDecision decision, RoundTrip trip) {
        List<Refund> done = done(outcomes);
        sold.takeBack(
                done.stream()
                        .map(refund -> new TakenBack(
                                decision.ticketsOf(refund),
                                refund.seats(),
                                refund.asked().by(),
                                refund.asked().reason()))
                        .toList(),
                trip);
        rows.insert(
                outcomes.stream()
                        .flatMap(outcome -> entered(outcome).stream())
                        .filter(refund -> refund.approvedBy() == null && refund.ending() == null)
                        .toList(),
                trip);
        rows.approve(done.stream().filter(refund -> refund.approvedBy() != null).toList(), trip);
        rows.insertTickets(done, trip);
        rows.end(ended(outcomes), trip);
        rows.forgetFailures(
                done.stream().filter(decision::isLast).map(decision::holdOf).toList(), trip);
    }

    /// A batch may have commands of several operators, and runs on the thread of one.
    private void record(List<RefundCommand> commands, List<RefundOutcome> outcomes) {
        for (int i = 0; i < commands.size(); i++) {
            RefundCommand command = commands.get(i);
            entered(outcomes.get(i))
                    .filter(_ -> command.isByHand())
                    .ifPresent(refund -> command.actor()
                            .does(() -> audit.record(
                                    action(refund), "order " + refund.paymentId(), null, RefundDocument.of(refund))));
        }
    }

    private static Action action(Refund refund) {
        return switch (refund.status()) {
            case REQUESTED -> Action.REFUND_ENTERED;
            case DONE -> refund.approvedBy() == null ? Action.REFUND_ENTERED : Action.REFUND_APPROVED;
            case WITHDRAWN -> Action.REFUND_WITHDRAWN;
            case DECLINED -> Action.REFUND_DECLINED;
            case LAPSED -> Action.REFUND_LAPSED;
        };
    }

    private static List<Refund> ended(List<RefundOutcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> entered(outcome).stream())
                .filter(refund -> refund.ending() != null)
                .toList();
    }

    private static List<Refund> done(List<RefundOutcome> outcomes) {
        return outcomes.stream()
                .filter(RefundOutcome.Done.class::isInstance)
                .map(outcome -> ((RefundOutcome.Done) outcome).refund())
                .toList();
    }

    private static Optional<Refund> entered(RefundOutcome outcome) {
        return switch (outcome) {
            case RefundOutcome.Done(Refund refund) -> Optional.of(refund);
            case RefundOutcome.Requested(Refund refund) -> Optional.of(refund);
            case RefundOutcome.Ended(Refund refund) -> Optional.of(refund);
            case RefundOutcome.Lapsed lapsed -> Optional.of(lapsed.refund());
            case RefundOutcome.Refusal _ -> Optional.empty();
        };
    }
}
