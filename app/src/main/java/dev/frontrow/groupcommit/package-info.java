/// Combines many commands that each need a commit into few commits: commands that arrive while a batch runs form
/// the next batch. Pure concurrency: it depends on neither database nor Spring.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.groupcommit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
