package dev.frontrow.boxoffice.lookup;

import dev.frontrow.payment.PaymentMethod;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An attempt to pay a hold.
///
/// @param refusal the code of a refusal
/// @param method  WALLET online, the others at the box office
record LookedUpPayment(
        UUID paymentId,
        String status,
        @Nullable String refusal,
        long amountMinor,
        PaymentMethod method,
        Instant attemptedAt) {}
