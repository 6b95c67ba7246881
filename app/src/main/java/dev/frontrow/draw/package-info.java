/// The draw of the order of all who registered before the opening: commitment, Merkle tree, order, receipts, their
/// store
/// and their endpoints (`docs/draw.md`).
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "identity", "line", "problem"})
package dev.frontrow.draw;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
