/// The box office: the pages of the people who run a sale. They show what the operators' API answers and call it; they
/// decide nothing themselves. No module depends on it.
@NullMarked
@ApplicationModule(allowedDependencies = {"address", "catalog", "identity", "problem", "storefront"})
package dev.frontrow.boxoffice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
