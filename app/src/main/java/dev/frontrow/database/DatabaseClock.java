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

/// The database's clock, told without asking the database each time: this node's steady counter plus an offset
/// that is measured now and then. All nodes of one database therefore agree to within the error of a round trip,
/// whatever their own clocks say. Instants have PostgreSQL's precision, microseconds, so that one that was stored
/// equals itself. Thread-safe.
///
/// It never runs backwards: where a measurement finds it ahead, it stands still until the database has caught up.
/// Only when the database's clock was itself set back, seen as being ahead by more than a second, does it follow
/// at once, because standing still for long would keep every hold alive.
final class DatabaseClock implements InstantSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    static final Duration STANDSTILL_MAX = Duration.ofSeconds(1);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(30);

    /// How far the database's clock is ahead of this node's counter, give or take the error.
    record Offset(long nanos, long errorNanos) {}

    /// An offset in use. A step back starts with a new `latestMicros`: a reader that still holds the old one
    /// cannot push the new one ahead again.
    private record Course(long offsetNanos, AtomicLong latestMicros) {}

    private final LongSupplier nanoTime;
    private final Supplier<Offset> measurement;
    private final ScheduledExecutorService measuring =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private volatile Course course;

    /// Measures once, so that a database that cannot be asked fails the start.
    DatabaseClock(LongSupplier nanoTime, Supplier<Offset> measurement) {
        this.nanoTime = nanoTime;
        this.measurement = measurement;
        this.course = new Course(measurement.get().nanos(), new AtomicLong(Long.MIN_VALUE));
    }

    /// Goes on measuring until closed.
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
            // While the database is away the counter alone keeps good time.
            LOG.debug("The database's clock could not be read", e);
        }
    }

    /// Takes the database's time anew. A difference within the error of the measurement is no news.
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
