/// Turns many commands that each want a commit of their own into few commits: whoever arrives while a batch is under
/// way is in the next one. Pure concurrency: it knows no database and no Spring.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.groupcommit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
