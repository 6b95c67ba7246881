/// What every request meets: security, limits, and refusals in one form, whoever refuses.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "address",
            "catalog",
            "database",
            "fastpath",
            "groupcommit",
            "idempotency",
            "identity",
            "problem",
            "sharing"
        })
package dev.frontrow.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
