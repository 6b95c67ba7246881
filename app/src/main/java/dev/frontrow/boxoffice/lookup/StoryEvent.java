package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened to a buyer.
///
/// @param at      absent where the time is not kept; the event then stands after the one that it followed
/// @param id      of the place, hold, payment or transfer
/// @param seats   of a hold or payment, as they were then; of a ticket that got another seat the old one and the new
/// @param refusal code of a refused payment
record StoryEvent(
        Happening code,
        @Nullable Instant at,
        @Nullable Long concertId,
        @Nullable String concert,
        String id,
        @Nullable List<String> seats,
        @Nullable Long amountMinor,
        @Nullable String currency,
        @Nullable String refusal) {

    /// In the order in which things of one moment happen.
    enum Happening {
        SIGNED_UP,
        JOINED,
        ADMITTED,
        TOPPED_UP,
        HELD,
        EXTENDED,
        REFUSED,
        RELEASED,
        HOLD_EXPIRED,
        PAID,
        RESEATED,
        REFUND_REQUESTED,
        REFUNDED,
        REFUND_ENDED,
        LEFT,
        TURN_MISSED,
        ADMISSION_ENDED
    }
}
