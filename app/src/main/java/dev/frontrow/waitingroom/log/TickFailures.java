package dev.frontrow.waitingroom.log;

import dev.frontrow.database.ConnectionFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/// Logs missed ticks, at most once a minute for all rooms together. Not thread-safe: ticks run one at a time.
public final class TickFailures {

    static final Duration SILENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(TickFailures.class);

    private final InstantSource clock;
    private @Nullable Instant saidAt;
    private long unsaid;

    public TickFailures(InstantSource clock) {
        this.clock = clock;
    }

    /// Logs a failure, with a stack trace unless the database is unreachable: anything else is a bug.
    public void add(long concertId, RuntimeException failure) {
        Instant now = clock.instant();
        if (saidAt != null && now.isBefore(saidAt.plus(SILENCE))) {
            unsaid++;
            return;
        }
        saidAt = now;
        String before = unsaid == 0 ? "" : " (%d ticks before it, not told)".formatted(unsaid);
        unsaid = 0;
        if (ConnectionFault.isIn(failure)) {
            LOG.warn(
                    "the room of concert {} missed a tick{}: {}",
                    concertId,
                    before,
                    NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        } else {
            LOG.warn("the room of concert {} missed a tick{}", concertId, before, failure);
        }
    }
}
