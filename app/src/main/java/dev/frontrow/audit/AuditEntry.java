package dev.frontrow.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of the audit log.
///
/// @param sequence     counts from 1 without gaps
/// @param actorId      the account; absent for a job of the server
/// @param before       JSON, as the text that was hashed
/// @param after        the same
/// @param previousHash of the entry before, in hex; zeros for the first
/// @param hash         SHA-256 of the previous hash and of this entry, in hex
record AuditEntry(
        long sequence,
        Instant at,
        String action,
        String subject,
        @Nullable UUID actorId,
        String actor,
        String role,
        @Nullable String address,
        @Nullable String reason,
        @Nullable String before,
        @Nullable String after,
        String previousHash,
        String hash) {}
