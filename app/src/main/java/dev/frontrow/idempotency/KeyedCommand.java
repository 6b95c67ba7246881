package dev.frontrow.idempotency;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A command waiting for its batch.
///
/// @param key         null if the caller sent none and none is required
/// @param fingerprint of the command; tells a repeat from another command with the same key
/// @param language    of the answer
record KeyedCommand<C>(C command, @Nullable KeyOfBuyer key, byte[] fingerprint, Locale language) {

    /// A key belongs to one buyer: other buyers' equal keys are different.
    record KeyOfBuyer(UUID buyerId, IdempotencyKey key) {}
}
