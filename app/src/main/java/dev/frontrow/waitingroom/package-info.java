/// The waiting room of a concert: places, admission, queue tokens, and the gate that checks them.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "catalog",
            "catalog::about",
            "cluster",
            "database",
            "draw",
            "fastpath",
            "groupcommit",
            "identity",
            "identity :: owndata",
            "identity::keys",
            "identity::recovery",
            "idempotency",
            "line",
            "news",
            "problem",
            "sharing",
            "text"
        })
package dev.frontrow.waitingroom;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
