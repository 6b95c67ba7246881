/// Buyers' money: accounts, immutable transfers and the ledger they form.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "database",
            "fastpath",
            "identity",
            "identity :: owndata",
            "idempotency",
            "money",
            "problem"
        })
package dev.frontrow.wallet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
