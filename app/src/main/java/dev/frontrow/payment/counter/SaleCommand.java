package dev.frontrow.payment.counter;

import dev.frontrow.audit.Actor;
import dev.frontrow.payment.PaymentMethod;
import dev.frontrow.reservation.counter.CounterOrder;
import org.jspecify.annotations.Nullable;

/// What an operator sells.
///
/// @param hasAccount whether the buyer has one; else they are made with the sale
/// @param name       of a buyer without an account; null if they gave none
/// @param actor      the operator, with their reason
record SaleCommand(
        CounterOrder order,
        PaymentMethod method,
        boolean hasAccount,
        @Nullable String name,
        Actor actor) {}
