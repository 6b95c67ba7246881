/// The seats of a performance in memory: their boards, lists and live streams, and the best seats side by side. The
/// table of seats is in the schema `reservation`, because one statement moves a hold and its seats.
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "database", "fastpath", "identity", "problem", "sharing"})
package dev.frontrow.seating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
