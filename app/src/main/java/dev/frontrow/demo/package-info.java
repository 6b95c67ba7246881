/// The demo: the concerts and buyers that a first start loads.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "catalog",
            "catalog::about",
            "identity",
            "money",
            "payment",
            "reservation",
            "waitingroom",
            "wallet"
        })
package dev.frontrow.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
