/// Holds seats for a while, turns paid holds into tickets.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"catalog", "database", "fastpath", "identity", "idempotency", "money", "problem", "text"
        })
package dev.frontrow.reservation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
