/// Checkout: confirm the hold, move the money, issue the tickets and finish the place in line, in one transaction.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "database",
            "fastpath",
            "identity",
            "idempotency",
            "money",
            "problem",
            "reservation",
            "waitingroom",
            "wallet"
        })
package dev.frontrow.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
