/// Traces of some fans' commands for an OpenTelemetry collector: what each waited for, and for how long. Off by
/// default.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
