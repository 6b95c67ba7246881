package dev.frontrow.waitingroom.latency;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.springframework.modulith.NamedInterface;

/// How long holds and payments take at this server, over all concerts, for those who watch. Recording is wait-free.
/// Thread-safe.
@NamedInterface("latency")
public class CallLatency {

    /// The calls that fans wait for.
    public enum Call {
        HOLD("/api/v1/holds"),
        PAYMENT("/api/v1/payments");

        private final String path;

        Call(String path) {
            this.path = path;
        }

        /// The call at this address; empty for any other.
        static Optional<Call> at(String path) {
            if (path.equals(HOLD.path)) {
                return Optional.of(HOLD);
            }
            return path.equals(PAYMENT.path) ? Optional.of(PAYMENT) : Optional.empty();
        }
    }

    /// What was recorded between two readings, in milliseconds.
    public record Times(long count, double p50Ms, double p99Ms) {}

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int P50 = 50;
    private static final int P99 = 99;

    /// The upper bounds of the buckets that Prometheus gets.
    private static final Duration[] BUCKETS = LongStream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<Call, Recorder> recorders = new EnumMap<>(Call.class);
    private final Map<Call, Timer> timers = new EnumMap<>(Call.class);

    CallLatency(MeterRegistry registry) {
        for (Call call : Call.values()) {
            recorders.put(call, new Recorder(1, LONGEST_MICROS, SIGNIFICANT_DIGITS));
            timers.put(
                    call,
                    Timer.builder("frontrow.call.duration")
                            .description("how long holds and payments took, from request to answer")
                            .tag("call", call.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
    }

    /// Of the call at this address, if it is one of them.
    public void record(String path, Duration took) {
        Call.at(path).ifPresent(call -> {
            at(recorders, call).recordValue(Math.clamp(took.toNanos() / 1_000, 0, LONGEST_MICROS));
            at(timers, call).record(took);
        });
    }

    private static <T> T at(Map<Call, T> byCall, Call call) {
        return Objects.requireNonNull(byCall.get(call));
    }

    /// What was recorded since the last call of this method; only one reader at a time makes sense.
    public synchronized Map<Call, Times> drain() {
        Map<Call, Times> times = new EnumMap<>(Call.class);
        recorders.forEach((call, recorder) -> {
            Histogram recorded = recorder.getIntervalHistogram();
            times.put(
                    call,
                    new Times(
                            recorded.getTotalCount(),
                            recorded.getValueAtPercentile(P50) / 1e3,
                            recorded.getValueAtPercentile(P99) / 1e3));
        });
        return times;
    }
}
