/// Addresses from outside, parsed and checked before they are used.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
