package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An attempt to pay a hold.
///
/// @param refusal the code of a refusal
record LookedUpPayment(
        UUID paymentId, String status, @Nullable String refusal, long amountMinor, Instant attemptedAt) {}
