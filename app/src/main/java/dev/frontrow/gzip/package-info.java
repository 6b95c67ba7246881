/// Compression of answers that are made once and sent to many. All others of which it is worth it are compressed by the
/// server on the way.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.frontrow.gzip;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
