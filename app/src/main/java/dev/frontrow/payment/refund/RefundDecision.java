package dev.frontrow.payment.refund;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.audit.Actor;
import dev.frontrow.money.Money;
import dev.frontrow.payment.refund.Refund.Asked;
import dev.frontrow.payment.refund.Refund.Ending;
import dev.frontrow.payment.refund.Refund.RefundedTicket;
import dev.frontrow.payment.refund.RefundCommand.Approve;
import dev.frontrow.payment.refund.RefundCommand.Ask;
import dev.frontrow.payment.refund.RefundCommand.End;
import dev.frontrow.payment.refund.RefundRows.PaidOrder;
import dev.frontrow.reservation.sold.SoldTicket;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Decides refunds one after the other on locked orders: each sees what earlier ones came to. Money is not moved yet.
/// Not thread-safe.
final class RefundDecision {

    /// An order with what can still be refunded of it.
    private static final class Locked {

        private final PaidOrder order;
        private final Map<UUID, SoldTicket> tickets = new LinkedHashMap<>();
        private final Map<UUID, SoldTicket> valid = new LinkedHashMap<>();
        private final Map<UUID, Refund> refunds = new HashMap<>();

        Locked(PaidOrder order) {
            this.order = order;
        }

        Money paidBack() {
            return refunds.values().stream()
                    .filter(refund -> refund.status() == RefundStatus.DONE)
                    .map(Refund::amount)
                    .reduce(Money.zero(order.currency()), Money::plus);
        }

        void note(Refund refund) {
            refunds.put(refund.refundId(), refund);
            if (refund.status() == RefundStatus.DONE) {
                refund.tickets().forEach(ticket -> valid.remove(ticket.ticketId()));
            }
        }
    }

    private final Map<UUID, Locked> byPayment = new HashMap<>();
    private final BiPredicate<Money, Actor> needsApproval;
    private final Instant now;

    /// @param needsApproval whether so much money back for one order, by this operator, needs a second person
    RefundDecision(
            Collection<PaidOrder> orders,
            List<SoldTicket> tickets,
            List<Refund> refunds,
            BiPredicate<Money, Actor> needsApproval,
            Instant now) {
        this.needsApproval = needsApproval;
        this.now = now;
        Map<UUID, Locked> byHold = new HashMap<>();
        for (PaidOrder order : orders) {
            var locked = new Locked(order);
            byPayment.put(order.paymentId(), locked);
            byHold.put(order.holdId(), locked);
        }
        for (SoldTicket sold : tickets) {
            Locked locked = requireNonNull(byHold.get(sold.ticket().holdId()));
            locked.tickets.put(sold.ticketId(), sold);
            if (sold.ticket().isValid()) {
                locked.valid.put(sold.ticketId(), sold);
            }
        }
        refunds.forEach(refund -> of(refund.paymentId()).note(refund));
    }

    private Locked of(UUID paymentId) {
        return requireNonNull(byPayment.get(paymentId));
    }

    /// A refund that is to be done at once has no transfer yet.
    RefundOutcome on(RefundCommand command) {
        Locked locked = byPayment.get(command.paymentId());
        if (locked == null) {
            return new RefundOutcome.PaymentUnknown();
        }
        RefundOutcome outcome = switch (command) {
            case Ask ask -> on(ask, locked);
            case Approve approval -> on(approval, locked);
            case End end -> on(end, locked);
        };
        switch (outcome) {
            case RefundOutcome.Done(Refund refund) -> locked.note(refund);
            case RefundOutcome.Ended(Refund refund) -> locked.note(refund);
            case RefundOutcome.Lapsed lapsed -> locked.note(lapsed.refund());
            case RefundOutcome.Requested _, RefundOutcome.Refusal _ -> {}
        }
        return outcome;
    }

    private RefundOutcome on(Ask ask, Locked locked) {
        List<UUID> wanted = ask.tickets().isEmpty() ? List.copyOf(locked.valid.keySet()) : ask.tickets();
        if (wanted.isEmpty()) {
            return new RefundOutcome.AlreadyRefunded(List.copyOf(locked.tickets.keySet()));
        }
        List<UUID> unknown =
                wanted.stream().filter(id -> !locked.tickets.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            return new RefundOutcome.TicketsUnknown(unknown);
        }
        List<UUID> refunded = notValid(wanted, locked);
        if (!refunded.isEmpty()) {
            return new RefundOutcome.AlreadyRefunded(refunded);
        }
        Refund refund = refund(ask, wanted, locked);
        boolean waits =
                ask.job() == null && needsApproval.test(locked.paidBack().plus(refund.amount()), ask.actor());
        return waits ? new RefundOutcome.Requested(refund) : new RefundOutcome.Done(refund.done(now, null));
    }

    private static List<UUID> notValid(List<UUID> wanted, Locked locked) {
        return wanted.stream().filter(id -> !locked.valid.containsKey(id)).toList();
    }

    private Refund refund(Ask ask, List<UUID> wanted, Locked locked) {
        List<RefundedTicket> tickets = wanted.stream()
                .map(id -> requireNonNull(locked.tickets.get(id)))
                .map(sold -> {
                    long fee = ask.fee().of(sold.amountMinor());
                    return new RefundedTicket(sold.ticketId(), sold.amountMinor() - fee, fee);
                })
                .toList();
        return new Refund(
                UuidCreator.getTimeOrderedEpoch(),
                ask.paymentId(),
                RefundStatus.REQUESTED,
                locked.order.currency(),
                tickets,
                ask.seats(),
                new Asked(Reasons.id(ask.actor()), Reasons.of(ask.actor()), now, ask.job()),
                null,
                null,
                null,
                null);
    }

    /// Why a refund does not wait for its approval, if it does not.
    private static Optional<RefundOutcome> notWaiting(@Nullable Refund refund) {
        if (refund == null) {
            return Optional.of(new RefundOutcome.RefundUnknown());
        }
        return switch (refund.status()) {
            case REQUESTED -> Optional.empty();
            case DONE -> Optional.of(new RefundOutcome.AlreadyApproved());
            case WITHDRAWN, DECLINED, LAPSED -> Optional.of(new RefundOutcome.AlreadyEnded());
        };
    }

    private RefundOutcome on(End end, Locked locked) {
        Refund refund = locked.refunds.get(end.refundId());
        return notWaiting(refund).orElseGet(() -> {
            boolean own = requireNonNull(refund).asked().by().equals(Reasons.id(end.actor()));
            return end.own() && !own
                    ? new RefundOutcome.NotOwn()
                    : new RefundOutcome.Ended(
                            refund.ended(own ? RefundStatus.WITHDRAWN : RefundStatus.DECLINED, ending(end.actor())));
        });
    }

    private Ending ending(Actor actor) {
        return new Ending(Reasons.id(actor), Reasons.of(actor), now);
    }

    private RefundOutcome on(Approve approval, Locked locked) {
        Refund refund = locked.refunds.get(approval.refundId());
        return notWaiting(refund).orElseGet(() -> approved(requireNonNull(refund), approval, locked));
    }

    private RefundOutcome approved(Refund refund, Approve approval, Locked locked) {
        if (refund.asked().by().equals(Reasons.id(approval.actor()))) {
            return new RefundOutcome.OwnRefund();
        }
        List<UUID> refunded =
                notValid(refund.tickets().stream().map(RefundedTicket::ticketId).toList(), locked);
        return refunded.isEmpty()
                ? new RefundOutcome.Done(
                        refund.approved(Reasons.id(approval.actor())).done(now, null))
                : new RefundOutcome.Lapsed(refund.ended(RefundStatus.LAPSED, ending(approval.actor())), refunded);
    }

    /// Whether nothing of its order is left to refund.
    boolean isLast(Refund refund) {
        return of(refund.paymentId()).valid.isEmpty();
    }

    UUID holdOf(Refund refund) {
        return of(refund.paymentId()).order.holdId();
    }

    PaidOrder orderOf(Refund refund) {
        return of(refund.paymentId()).order;
    }

    List<SoldTicket> ticketsOf(Refund refund) {
        Map<UUID, SoldTicket> tickets = of(refund.paymentId()).tickets;
        return refund.tickets().stream()
                .map(ticket -> requireNonNull(tickets.get(ticket.ticketId())))
                .toList();
    }
}
