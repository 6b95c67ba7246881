package dev.frontrow.payment.refund;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.money.Money;
import dev.frontrow.payment.refund.Refund.Asked;
import dev.frontrow.payment.refund.Refund.RefundedTicket;
import dev.frontrow.payment.refund.RefundCommand.Approve;
import dev.frontrow.payment.refund.RefundCommand.Ask;
import dev.frontrow.payment.refund.RefundRows.PaidOrder;
import dev.frontrow.reservation.sold.SoldTicket;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

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
    private final Function<Money, Boolean> needsApproval;
    private final Instant now;

    /// @param needsApproval whether so much money back for one order needs a second person
    RefundDecision(
            Collection<PaidOrder> orders,
            List<SoldTicket> tickets,
            List<Refund> refunds,
            Function<Money, Boolean> needsApproval,
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
            Locked locked = Objects.requireNonNull(byHold.get(sold.ticket().holdId()));
            locked.tickets.put(sold.ticketId(), sold);
            if (sold.ticket().isValid()) {
                locked.valid.put(sold.ticketId(), sold);
            }
        }
        refunds.forEach(refund -> of(refund.paymentId()).note(refund));
    }

    private Locked of(UUID paymentId) {
        return Objects.requireNonNull(byPayment.get(paymentId));
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
        };
        if (outcome instanceof RefundOutcome.Done(Refund refund)) {
            locked.note(refund);
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
                ask.job() == null && needsApproval.apply(locked.paidBack().plus(refund.amount()));
        return waits ? new RefundOutcome.Requested(refund) : new RefundOutcome.Done(refund.done(now, null));
    }

    private static List<UUID> notValid(List<UUID> wanted, Locked locked) {
        return wanted.stream().filter(id -> !locked.valid.containsKey(id)).toList();
    }

    private Refund refund(Ask ask, List<UUID> wanted, Locked locked) {
        List<RefundedTicket> tickets = wanted.stream()
                .map(id -> Objects.requireNonNull(locked.tickets.get(id)))
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
                null);
    }

    private RefundOutcome on(Approve approval, Locked locked) {
        Refund refund = locked.refunds.get(approval.refundId());
        if (refund == null) {
            return new RefundOutcome.RefundUnknown();
        }
        if (refund.status() == RefundStatus.DONE) {
            return new RefundOutcome.AlreadyApproved();
        }
        if (refund.asked().by().equals(Reasons.id(approval.actor()))) {
            return new RefundOutcome.OwnRefund();
        }
        List<UUID> refunded =
                notValid(refund.tickets().stream().map(RefundedTicket::ticketId).toList(), locked);
        return refunded.isEmpty()
                ? new RefundOutcome.Done(
                        refund.approved(Reasons.id(approval.actor())).done(now, null))
                : new RefundOutcome.AlreadyRefunded(refunded);
    }

    UUID buyerOf(Refund refund) {
        return of(refund.paymentId()).order.buyerId();
    }

    List<SoldTicket> ticketsOf(Refund refund) {
        Map<UUID, SoldTicket> tickets = of(refund.paymentId()).tickets;
        return refund.tickets().stream()
                .map(ticket -> Objects.requireNonNull(tickets.get(ticket.ticketId())))
                .toList();
    }
}
