package dev.frontrow.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/// The heads of the last days, read at most once a second, however many ask. Thread-safe.
@Component
class PublicHeads {

    private static final int DAYS = 400;
    private static final Duration KEPT = Duration.ofSeconds(1);

    private record Known(List<AuditHead> heads, Instant readAt) {}

    private final AuditEntries entries;
    private final InstantSource clock;
    private Known known = new Known(List.of(), Instant.EPOCH);

    PublicHeads(AuditEntries entries, InstantSource clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /// Who asks while another one reads waits for that reading.
    synchronized List<AuditHead> list() {
        Instant now = clock.instant();
        if (!now.isBefore(known.readAt().plus(KEPT))) {
            known = new Known(entries.heads(LocalDate.ofInstant(now, ZoneOffset.UTC), DAYS), now);
        }
        return known.heads();
    }
}
