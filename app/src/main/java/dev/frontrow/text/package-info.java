/// Text that operators and fans give for others to read, and codes that are read off paper.
@NullMarked
@ApplicationModule(allowedDependencies = "problem")
package dev.frontrow.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
