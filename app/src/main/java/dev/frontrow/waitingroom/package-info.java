/// The line in front of a concert's sale: places, admission, queue tokens, and the gate that checks them.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "database",
            "fastpath",
            "groupcommit",
            "identity",
            "idempotency",
            "problem",
            "text"
        })
package dev.frontrow.waitingroom;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
