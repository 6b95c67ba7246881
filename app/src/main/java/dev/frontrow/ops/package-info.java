/// What a box office needs beside the sale itself; for now the demo that a first start loads.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"catalog", "identity", "money", "payment", "reservation", "waitingroom", "wallet"})
package dev.frontrow.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
