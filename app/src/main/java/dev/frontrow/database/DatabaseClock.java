package dev.frontrow.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database's clock without a query per reading: this node's monotonic counter plus an offset that is
/// measured every 30 s. So all nodes of a database agree to within half a round trip, whatever their own clocks
/// say. Instants have PostgreSQL's precision, microseconds, so a stored instant equals itself. Thread-safe.
///
/// It never runs backwards: if a measurement finds it ahead, it stands still until the database catches up. Only
/// if it is ahead by more than a second, because the database's clock was set back, does it step back at once: a
/// long standstill would keep every hold alive.
final class DatabaseClock implements InstantSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    static final Duration STANDSTILL_MAX = Duration.ofSeconds(1);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(30);

    /// How far the database's clock is ahead of this node's counter, and the measurement's error.
    record Offset(long nanos, long errorNanos) {}

    /// An offset in use. A step back starts with a new `latestMicros`, so that a reader with the old course
    /// cannot push the new one ahead again.
    private record Course(long offsetNanos, AtomicLong latestMicros) {}

    private final LongSupplier nanoTime;
    private final Supplier<Offset> measurement;
    private final ScheduledExecutorService measuring =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private volatile Course course;

    /// Measures once, so that the start fails if the database cannot be reached.
    DatabaseClock(LongSupplier nanoTime, Supplier<Offset> measurement) {
        this.nanoTime = nanoTime;
        this.measurement = measurement;
        this.course = new Course(measurement.get().nanos(), new AtomicLong(Long.MIN_VALUE));
    }

    /// Starts periodic measurements until closed.
    DatabaseClock keptRight() {
        measuring.scheduleWithFixedDelay(
                this::measureIfPossible, MEASURE_EVERY.toSeconds(), MEASURE_EVERY.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    @Override
    public Instant instant() {
        Course current = course;
        long micros = Math.floorDiv(nanoTime.getAsLong() + current.offsetNanos(), 1000);
        return Instant.EPOCH.plus(current.latestMicros().accumulateAndGet(micros, Math::max), ChronoUnit.MICROS);
    }

    private void measureIfPossible() {
        try {
            measure();
        } catch (RuntimeException e) {
            // The counter alone stays accurate while the database is unreachable.
            LOG.debug("The database's clock could not be read", e);
        }
    }

    /// Measures the offset again. A change within the measurement's error is ignored.
    void measure() {
        Offset measured = measurement.get();
        long change = measured.nanos() - course.offsetNanos();
        if (Math.abs(change) <= measured.errorNanos()) {
            return;
        }
        boolean setBack = change < -STANDSTILL_MAX.toNanos();
        if (setBack) {
            LOG.warn("The database's clock was set back by {}; following it", Duration.ofNanos(-change));
        }
        course = new Course(measured.nanos(), setBack ? new AtomicLong(Long.MIN_VALUE) : course.latestMicros());
    }

    @Override
    public void close() {
        measuring.shutdownNow();
    }
}
