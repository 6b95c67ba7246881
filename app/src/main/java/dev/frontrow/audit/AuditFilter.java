package dev.frontrow.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries are wanted; what is absent excludes none.
record AuditFilter(
        @Nullable String action,
        @Nullable String subject,
        @Nullable String actor,
        @Nullable Instant since,
        @Nullable Instant until) {}
