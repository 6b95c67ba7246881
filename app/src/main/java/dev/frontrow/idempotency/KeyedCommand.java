package dev.frontrow.idempotency;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A command as it waits for its batch.
///
/// @param key         none where the caller sent none and need not
/// @param fingerprint of the command, to tell a repeat from another command under the same key
/// @param language    of the answer that is kept
record KeyedCommand<C>(C command, @Nullable KeyOfBuyer key, byte[] fingerprint, Locale language) {

    /// Keys are each buyer's own.
    record KeyOfBuyer(UUID buyerId, IdempotencyKey key) {}
}
