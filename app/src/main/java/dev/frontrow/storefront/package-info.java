/// The pages that fans use, from the list of concerts to the ticket. They show data of the other modules and
/// decide nothing themselves. Only the box office uses their formats and files.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "address",
            "catalog",
            "catalog::about",
            "database",
            "identity",
            "identity::owndata",
            "identity::passwords",
            "identity::recovery",
            "idempotency",
            "line",
            "money",
            "payment",
            "problem",
            "reservation",
            "seating",
            "sharing",
            "waitingroom",
            "waitingroom::challenge",
            "waitingroom::documents",
            "waitingroom::tokens",
            "wallet"
        })
package dev.frontrow.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
