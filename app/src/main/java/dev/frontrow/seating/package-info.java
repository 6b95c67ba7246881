/// The seats of a performance in memory: boards, lists, live streams and best-available picks. The seat table is
/// in the schema `reservation`, because one statement changes a hold and its seats.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "catalog",
            "cluster",
            "database",
            "fastpath",
            "gzip",
            "identity",
            "news",
            "problem",
            "sharing"
        })
package dev.frontrow.seating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
