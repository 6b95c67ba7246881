/// How clients share a finite resource.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.sharing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
