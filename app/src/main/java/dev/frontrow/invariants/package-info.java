/// The running proof: what must be true of seats and money, asked of the whole database every few seconds on one
/// snapshot. It reads the tables of all modules and changes nothing.
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster", "database", "news"})
package dev.frontrow.invariants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
