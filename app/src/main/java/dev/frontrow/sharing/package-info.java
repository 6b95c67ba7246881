/// How a stock that has an end is shared among those who use it.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.sharing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
