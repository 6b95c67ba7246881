package dev.frontrow.payment;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt to pay a hold, successful or refused.
///
/// @param refusal      code of the refusal; null if paid
/// @param transferId   null if refused, or if the price was zero
/// @param balanceMinor the buyer's balance right after the payment, in minor units; null if refused or sold at the
///                     box office
/// @param refunded     what went back to the buyer since
record Payment(
        UUID paymentId,
        UUID holdId,
        UUID buyerId,
        long concertId,
        Money amount,
        PaymentStatus status,
        @Nullable String refusal,
        @Nullable UUID transferId,
        @Nullable Long balanceMinor,
        Instant attemptedAt,
        Money refunded) {}
