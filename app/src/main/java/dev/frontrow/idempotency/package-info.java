/// One effect for one Idempotency-Key: the first answer is kept in the transaction of its effect and given again.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "groupcommit", "problem"})
package dev.frontrow.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
