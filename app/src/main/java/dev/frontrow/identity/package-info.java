/// Buyers and operators: who may sign in, and what proves afterwards that they did.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "cluster",
            "database",
            "database :: primary",
            "problem",
            "settings",
            "text",
            "tracing"
        })
package dev.frontrow.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
