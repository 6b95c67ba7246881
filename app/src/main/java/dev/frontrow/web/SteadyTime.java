package dev.frontrow.web;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Nanoseconds that pass by the house's clock and never run backwards. Where that clock is set back, counting goes on
/// from where it was: buckets would else stay empty until the clock has caught up. Thread-safe.
final class SteadyTime implements TimeMeter {

    /// A clock this far behind was set back; anything less is another thread that read it a moment earlier.
    private static final long SET_BACK_NANOS_MIN = Duration.ofMillis(500).toNanos();

    private record Reading(long clockNanos, long passedNanos) {}

    private final InstantSource clock;
    private final AtomicReference<Reading> latest;

    SteadyTime(InstantSource clock) {
        this.clock = clock;
        this.latest = new AtomicReference<>(new Reading(clockNanos(), 0));
    }

    @Override
    public long currentTimeNanos() {
        long now = clockNanos();
        return latest.updateAndGet(last -> next(last, now)).passedNanos();
    }

    private static Reading next(Reading last, long now) {
        long step = now - last.clockNanos();
        if (step > 0) {
            return new Reading(now, last.passedNanos() + step);
        }
        return step < -SET_BACK_NANOS_MIN ? new Reading(now, last.passedNanos()) : last;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

    private long clockNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }
}
