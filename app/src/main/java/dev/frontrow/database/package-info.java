/// The database: starts and supervises PostgreSQL in the data folder unless a URL is given, and provides the
/// application's clock.
@NullMarked
@ApplicationModule(allowedDependencies = {"groupcommit", "tracing"})
package dev.frontrow.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
