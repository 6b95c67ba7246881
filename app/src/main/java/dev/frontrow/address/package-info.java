/// Addresses that come from outside: taken apart, and judged, before anybody acts upon them.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
