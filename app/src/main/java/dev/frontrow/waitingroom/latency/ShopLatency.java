package dev.frontrow.waitingroom.latency;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.springframework.modulith.NamedInterface;

/// Latency of holds and payments, per concert. Recording is wait-free. A log-linear histogram up to one minute,
/// accurate to 0.1 ms or 1 %, whichever is more; about 30 KB per concert, whatever the load. Thread-safe.
@NamedInterface("latency")
public class ShopLatency {

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int CONCERTS_MAX = 1_000;
    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int P99 = 99;

    /// What was recorded between two calls of [#drain].
    ///
    /// @param p99 the 99th percentile; zero if nothing was recorded
    public record Window(long count, Duration p99) {

        static final Window EMPTY = new Window(0, Duration.ZERO);
    }

    private final LoadingCache<Long, Recorder> byConcert = Caffeine.newBuilder()
            .maximumSize(CONCERTS_MAX)
            .build(_ -> new Recorder(1, tenthsOfMillis(LONGEST), SIGNIFICANT_DIGITS));

    private final CallLatency calls;

    ShopLatency(MeterRegistry registry) {
        calls = new CallLatency(registry);
    }

    /// The same times by call, over all concerts.
    public CallLatency calls() {
        return calls;
    }

    /// @param path the address of the call
    public void record(long concertId, String path, Duration took) {
        calls.record(path, took);
        record(concertId, took);
    }

    public void record(long concertId, Duration took) {
        // Longer times count as one minute: nothing reacts to more.
        byConcert.get(concertId).recordValue(Math.clamp(tenthsOfMillis(took), 0, tenthsOfMillis(LONGEST)));
    }

    /// Returns what was recorded since the last call, and resets it.
    public Window drain(long concertId) {
        Recorder recorder = byConcert.getIfPresent(concertId);
        if (recorder == null) {
            return Window.EMPTY;
        }
        Histogram recorded = recorder.getIntervalHistogram();
        return recorded.getTotalCount() == 0
                ? Window.EMPTY
                : new Window(recorded.getTotalCount(), ofTenthsOfMillis(recorded.getValueAtPercentile(P99)));
    }

    private static long tenthsOfMillis(Duration took) {
        return TimeUnit.NANOSECONDS.toMicros(took.toNanos()) / 100;
    }

    private static Duration ofTenthsOfMillis(long tenths) {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(tenths * 100));
    }
}
