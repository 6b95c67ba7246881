package dev.frontrow.waitingroom.latency;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    private final Map<Call, Recorder> recorders = new EnumMap<>(Call.class);

    CallLatency() {
        for (Call call : Call.values()) {
            recorders.put(call, new Recorder(1, LONGEST_MICROS, SIGNIFICANT_DIGITS));
        }
    }

    /// Of the call at this address, if it is one of them.
    public void record(String path, Duration took) {
        Call.at(path)
                .map(recorders::get)
                .ifPresent(recorder -> recorder.recordValue(Math.clamp(took.toNanos() / 1_000, 0, LONGEST_MICROS)));
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
