package dev.frontrow.identity.signedin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session of an operator that may still be used.
///
/// @param browser its name; null for a program, or a browser that we do not know
/// @param system  the operating system; null if we do not know it
/// @param address of its last request
/// @param begunAt when it came to the box office first
/// @param seenAt  when it came last, to the minute
public record OperatorSession(
        UUID sessionId,
        @Nullable String browser,
        @Nullable String system,
        String address,
        Instant begunAt,
        Instant seenAt,
        Instant endsAt) {}
