/// Figures for Prometheus, served on a port of their own that is not public.
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "problem", "waitingroom"})
package dev.frontrow.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
