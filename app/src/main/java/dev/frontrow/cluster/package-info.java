/// Many servers on one database: which nodes are alive, and which of them owns what only one may do
/// (`docs/cluster.md`).
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "database :: primary"})
package dev.frontrow.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
