/// The audit log: what operators and jobs of the server did, who they were and why, in a chain of hashes that shows
/// any later change.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "problem"})
package dev.frontrow.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
