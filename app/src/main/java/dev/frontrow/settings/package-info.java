/// The supported settings. Any other is refused at the start, in one line. Commands read theirs as the server does.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
