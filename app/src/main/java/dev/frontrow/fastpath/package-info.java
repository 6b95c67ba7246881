/// The interfaces that a module implements if its hottest calls are answered before the servlets.
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "identity", "idempotency"})
package dev.frontrow.fastpath;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
