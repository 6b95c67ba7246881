/// Holds, and the tickets that paid holds become.
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
            "idempotency",
            "money",
            "problem",
            "seating",
            "text"
        })
package dev.frontrow.reservation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
