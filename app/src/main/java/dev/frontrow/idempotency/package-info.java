/// One effect per Idempotency-Key: the first answer is stored in the transaction of its effect and repeated.
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster", "database", "groupcommit", "problem"})
package dev.frontrow.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
