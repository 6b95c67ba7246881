/// Amounts of money in whole minor units, the currencies they may be of, and how people read and type them; pure
/// values.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
