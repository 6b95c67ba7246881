package dev.frontrow.payment;

import dev.frontrow.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// What buyers have bought. Thread-safe.
@Service
public class Orders {

    private final Payments payments;

    Orders(Payments payments) {
        this.payments = payments;
    }

    /// The buyer's own order.
    public Optional<Order> find(UUID paymentId, UUID buyerId) {
        return payments.find(paymentId, buyerId)
                .filter(payment -> payment.status() == PaymentStatus.PAID)
                .map(Orders::order);
    }

    /// The order that the buyer's hold became; empty if it was not paid.
    public Optional<Order> ofHold(UUID holdId, UUID buyerId) {
        return payments.paidFor(holdId, buyerId).map(Orders::order);
    }

    /// Up to `limit` of the buyer's orders, newest first.
    public List<Order> newest(UUID buyerId, int limit) {
        return payments.paid(buyerId, limit).stream().map(Orders::order).toList();
    }

    /// What went back for the order, the oldest first.
    public List<MoneyBack> moneyBack(Order order) {
        return payments.moneyBack(order.paymentId());
    }

    /// What went back for this ticket; empty if it was not refunded.
    public Optional<Money> moneyBackFor(UUID ticketId) {
        return payments.moneyBackFor(ticketId);
    }

    private static Order order(Payment payment) {
        Long balanceMinor = payment.balanceMinor();
        return new Order(
                payment.paymentId(),
                payment.holdId(),
                payment.concertId(),
                payment.amount(),
                balanceMinor == null
                        ? null
                        : new Money(balanceMinor, payment.amount().currency()),
                payment.attemptedAt(),
                payment.refunded());
    }
}
