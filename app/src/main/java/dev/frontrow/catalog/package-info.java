/// What is on sale: concerts, performances, seat maps, price levels and on-sale windows.
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "database", "gzip", "money", "news", "problem", "text"})
package dev.frontrow.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
