package dev.frontrow.tracing;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// What became of spans. Thread-safe.
final class SpanCounts {

    /// What can become of a span.
    enum Fate {
        /// The collector has it.
        SENT,
        /// The collector refused it, or did not answer in time.
        FAILED,
        /// Too many were waiting.
        DROPPED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(Fate.values().length).toArray(LongAdder[]::new);

    void add(Fate fate, int spans) {
        counts[fate.ordinal()].add(spans);
    }

    long of(Fate fate) {
        return counts[fate.ordinal()].sum();
    }
}
