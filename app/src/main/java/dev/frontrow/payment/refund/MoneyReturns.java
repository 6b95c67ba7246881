package dev.frontrow.payment.refund;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.payment.refund.RefundRows.PaidOrder;
import dev.frontrow.wallet.Credit;
import dev.frontrow.wallet.CreditOutcome;
import dev.frontrow.wallet.HouseMoney;
import dev.frontrow.wallet.LockedBalances;
import dev.frontrow.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Gives money back where it came from: into the wallet that paid, or out of the cash box or the bank.
@Component
class MoneyReturns {

    private final Wallet wallet;
    private final HouseMoney house;

    MoneyReturns(Wallet wallet, HouseMoney house) {
        this.wallet = wallet;
        this.house = house;
    }

    /// Locks the balances of buyers, then the accounts of the house that box office sales need.
    LockedBalances lock(List<PaidOrder> orders, RoundTrip trip) {
        LockedBalances balances = wallet.lock(
                orders.stream()
                        .filter(order -> !order.method().isAtBoxOffice())
                        .map(PaidOrder::buyerId)
                        .collect(Collectors.toSet()),
                trip);
        if (orders.stream().anyMatch(order -> order.method().isAtBoxOffice())) {
            house.lock(orders.stream().map(PaidOrder::currency).toList(), trip);
        }
        return balances;
    }

    /// Moves the money of refunds that are to be done; the writes remain in the trip. Returns what each then came to.
    ///
    /// @param decided one outcome for each command
    List<RefundOutcome> pay(
            List<RefundOutcome> decided,
            RefundDecision decision,
            LockedBalances balances,
            Instant now,
            RoundTrip trip) {
        List<Credit> credits = decided.stream()
                .filter(RefundOutcome.Done.class::isInstance)
                .map(outcome -> ((RefundOutcome.Done) outcome).refund())
                .filter(refund -> !methodOf(refund, decision).isAtBoxOffice())
                .map(refund -> new Credit(decision.orderOf(refund).buyerId(), refund.amount()))
                .toList();
        Iterator<CreditOutcome> credited =
                wallet.credit(credits, balances, trip).iterator();
        List<RefundOutcome> paid = new ArrayList<>(decided.size());
        for (RefundOutcome outcome : decided) {
            paid.add(
                    switch (outcome) {
                        case RefundOutcome.Done(Refund refund)
                        when methodOf(refund, decision).isAtBoxOffice() -> paidOut(refund, decision, now, trip);
                        case RefundOutcome.Done(Refund refund) -> credited(refund, credited.next(), now);
                        default -> outcome;
                    });
        }
        return paid;
    }

    private static PaymentMethod methodOf(Refund refund, RefundDecision decision) {
        return decision.orderOf(refund).method();
    }

    private RefundOutcome paidOut(Refund refund, RefundDecision decision, Instant now, RoundTrip trip) {
        return new RefundOutcome.Done(refund.done(
                now,
                methodOf(refund, decision)
                        .house()
                        .map(account -> house.payBack(account, refund.amount(), trip))
                        .orElse(null)));
    }

    private static RefundOutcome credited(Refund refund, CreditOutcome credited, Instant now) {
        return switch (credited) {
            case CreditOutcome.Credited credit -> new RefundOutcome.Done(refund.done(now, credit.transferId()));
            case CreditOutcome.BalanceFull() -> new RefundOutcome.BalanceFull();
        };
    }
}
