package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import java.util.Objects;
import java.util.UUID;

/// Who gives money back, and why: both are stored with the refund too.
final class Reasons {

    private Reasons() {}

    static UUID id(Actor operator) {
        return Objects.requireNonNull(operator.id());
    }

    static String of(Actor operator) {
        return Objects.requireNonNull(operator.reason());
    }
}
