/// The box office: the pages of the people who run a sale, and what is put together from several modules for them:
/// look-ups, exports and accounts of a sale. Pages show what the operators' API answers and call it; they decide
/// nothing
/// themselves. No module depends on it.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "address",
            "audit",
            "catalog",
            "catalog::about",
            "database",
            "draw",
            "identity",
            "identity :: roles",
            "line",
            "money",
            "payment",
            "problem",
            "reservation",
            "storefront",
            "text"
        })
package dev.frontrow.boxoffice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
