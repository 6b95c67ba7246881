/// The database: PostgreSQL started and looked after in the data folder where none is given by URL, and the one
/// clock that follows it.
@NullMarked
@ApplicationModule(allowedDependencies = {"groupcommit"})
package dev.frontrow.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
