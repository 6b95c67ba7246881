package dev.frontrow.web.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Monotonic nanoseconds that follow the injected clock. If that clock is set back, counting continues from the
/// last value; otherwise buckets would stay empty until the clock has caught up. Thread-safe.
final class SteadyTime implements TimeMeter {

    private record Reading(long clockNanos, long passedNanos) {

        Reading at(long now) {
            return now == clockNanos ? this : new Reading(now, passedNanos + Math.max(0, now - clockNanos));
        }
    }

    private final InstantSource clock;
    private final AtomicReference<Reading> latest;

    SteadyTime(InstantSource clock) {
        this.clock = clock;
        this.latest = new AtomicReference<>(new Reading(clockNanos(), 0));
    }

    /// Reads the clock after the latest reading, so a smaller value means that the clock was set back. A thread
    /// that was delayed in between retries, because its stale value must not look like that.
    @Override
    public long currentTimeNanos() {
        while (true) {
            Reading last = latest.get();
            Reading next = last.at(clockNanos());
            if (latest.compareAndSet(last, next)) {
                return next.passedNanos();
            }
        }
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

    private long clockNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }
}
