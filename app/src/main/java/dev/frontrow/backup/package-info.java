/// A backup: all rows of the database at one moment, in one file, and their way back into an empty database
/// (`docs/backup.md`).
@NullMarked
@ApplicationModule(allowedDependencies = {"database"})
package dev.frontrow.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
