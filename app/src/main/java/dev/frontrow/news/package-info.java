/// News between nodes: what one node has changed and others must know. PostgreSQL carries all of it within a
/// second; Redis, if there is one, only makes it quick.
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster", "database"})
package dev.frontrow.news;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
