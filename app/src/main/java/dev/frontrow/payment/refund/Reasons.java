package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import dev.frontrow.problem.Problem;
import java.util.Objects;
import java.util.UUID;

/// Who gives money back, and why: both are stored with the refund too.
final class Reasons {

    private Reasons() {}

    /// The operator of this request.
    ///
    /// @throws Problem 422 `reason-required` if they gave no reason
    static Actor operator() {
        return Actor.currentWithReason();
    }

    static UUID id(Actor operator) {
        return Objects.requireNonNull(operator.id());
    }

    static String of(Actor operator) {
        return Objects.requireNonNull(operator.reason());
    }
}
