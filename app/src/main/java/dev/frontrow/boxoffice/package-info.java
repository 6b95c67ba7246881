/// The box office: the pages of the people who run a sale, and what is put together from several modules for them:
/// look-ups, exports and accounts of a sale. Pages show what the operators' API answers and call it; they decide
/// nothing themselves. No module depends on it.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "address",
            "audit",
            "catalog",
            "catalog::about",
            "cluster",
            "database",
            "draw",
            "identity",
            "identity :: roles",
            "invariants",
            "line",
            "money",
            "payment",
            "problem",
            "reservation",
            "reservation::withheld",
            "storefront",
            "text",
            "waitingroom",
            "waitingroom::challenge",
            "waitingroom::latency",
            "waitingroom::log"
        })
package dev.frontrow.boxoffice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
