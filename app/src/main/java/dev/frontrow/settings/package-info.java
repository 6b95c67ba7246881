/// The supported settings. Any other is refused at the start, in one line.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
