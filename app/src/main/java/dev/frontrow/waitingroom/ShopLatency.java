package dev.frontrow.waitingroom;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// How long holds and payments take, concert by concert. Recording waits for nobody, and a concert takes some 30 KB
/// however busy it is: a log-linear histogram up to a minute, true to the tenth of a millisecond or to 1 %, whichever
/// is more. Thread-safe.
class ShopLatency {

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int CONCERTS_MAX = 1_000;
    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int P99 = 99;

    /// What was recorded between two looks.
    ///
    /// @param p99 the time that one in a hundred exceeded; zero where nothing was recorded
    record Window(long count, Duration p99) {

        static final Window EMPTY = new Window(0, Duration.ZERO);
    }

    private final LoadingCache<Long, Recorder> byConcert = Caffeine.newBuilder()
            .maximumSize(CONCERTS_MAX)
            .build(_ -> new Recorder(1, tenthsOfMillis(LONGEST), SIGNIFICANT_DIGITS));

    void record(long concertId, Duration took) {
        // What takes longer than the longest is as slow as anything can be.
        byConcert.get(concertId).recordValue(Math.clamp(tenthsOfMillis(took), 0, tenthsOfMillis(LONGEST)));
    }

    /// What was recorded since the last call, which is forgotten by it.
    Window drain(long concertId) {
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
