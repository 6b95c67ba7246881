/// Checkout: confirms the hold, moves the money, issues the tickets and finishes the place in line, in one
/// transaction.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "catalog",
            "catalog::about",
            "cluster",
            "database",
            "fastpath",
            "identity",
            "identity :: owndata",
            "identity :: roles",
            "idempotency",
            "money",
            "problem",
            "reservation",
            "reservation::counter",
            "reservation::sold",
            "text",
            "waitingroom",
            "waitingroom::store",
            "wallet"
        })
package dev.frontrow.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
