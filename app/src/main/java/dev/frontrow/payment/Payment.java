package dev.frontrow.payment;

import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt to pay a hold, whatever became of it.
///
/// @param refusal      why it was refused; none where it is paid
/// @param transferId   none where it was refused, or where nothing was to be paid
/// @param balanceMinor the buyer's balance right after a payment; none where it was refused
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
        Instant attemptedAt) {}
