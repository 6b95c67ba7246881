/// The stable codes of every refusal, and how one is written as `application/problem+json` in the caller's language.
@NullMarked
@ApplicationModule(allowedDependencies = {"money", "tracing"})
package dev.frontrow.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
