package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import dev.frontrow.reservation.sold.SeatReturn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an operator asks for.
sealed interface RefundCommand {

    UUID paymentId();

    /// The operator, with their reason.
    Actor actor();

    /// Whether somebody does it now, and not a job that was started before.
    boolean isByHand();

    /// @param tickets of the order; empty for all that are still valid
    /// @param job     the refund of a performance that it belongs to, which needs no other approval; null if none
    record Ask(
            UUID paymentId,
            List<UUID> tickets,
            FeeRule fee,
            SeatReturn seats,
            Actor actor,
            @Nullable Long job) implements RefundCommand {

        @Override
        public boolean isByHand() {
            return job == null;
        }
    }

    /// Ends a refund that waits for its approval.
    ///
    /// @param own whether only the one who asked for it may do so
    record End(UUID paymentId, UUID refundId, boolean own, Actor actor) implements RefundCommand {

        @Override
        public boolean isByHand() {
            return true;
        }
    }

    record Approve(UUID paymentId, UUID refundId, Actor actor) implements RefundCommand {

        @Override
        public boolean isByHand() {
            return true;
        }
    }
}
