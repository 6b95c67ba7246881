/// Amounts of money in whole minor units; pure values.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
