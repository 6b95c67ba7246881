/// What applies to every request: security, limits, and one format for refusals.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "address",
            "audit",
            "catalog",
            "cluster",
            "database",
            "fastpath",
            "groupcommit",
            "idempotency",
            "identity",
            "identity :: roles",
            "identity :: signedin",
            "problem",
            "sharing",
            "tracing"
        })
package dev.frontrow.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
