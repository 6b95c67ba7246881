/// The draw of the order of everybody who registered before the opening: commitment, Merkle tree, order,
/// receipts, their tables and endpoints (`docs/draw.md`).
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "identity", "identity::keys", "line", "problem"})
package dev.frontrow.draw;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
