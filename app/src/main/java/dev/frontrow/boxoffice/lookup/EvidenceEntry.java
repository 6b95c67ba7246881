package dev.frontrow.boxoffice.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry of the audit log about an order.
///
/// @param hash in hex; the log is verified by it
record EvidenceEntry(
        long sequence,
        Instant at,
        String action,
        String subject,
        String actor,
        String role,
        @Nullable String reason,
        String hash) {}
