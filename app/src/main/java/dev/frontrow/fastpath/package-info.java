/// What a module has to offer whose hottest reads are answered before the servlets, and how it is asked.
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "identity", "idempotency"})
package dev.frontrow.fastpath;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
