/// Checkout: confirms the hold, moves the money, issues the tickets and finishes the place in line, in one
/// transaction.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "catalog::about",
            "database",
            "fastpath",
            "identity",
            "idempotency",
            "money",
            "problem",
            "reservation",
            "waitingroom",
            "waitingroom::store",
            "wallet"
        })
package dev.frontrow.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
