package dev.frontrow.problem;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How often this server has refused, by code, since it started. Thread-safe.
public final class ProblemCounts {

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(ProblemCode.values().length).toArray(LongAdder[]::new);

    void add(ProblemCode code) {
        counts[code.ordinal()].increment();
    }

    public long of(ProblemCode code) {
        return counts[code.ordinal()].sum();
    }

    /// Those that were ever used, by name.
    public Map<String, Long> byCode() {
        Map<String, Long> byCode = new TreeMap<>();
        for (ProblemCode code : ProblemCode.values()) {
            long count = of(code);
            if (count > 0) {
                byCode.put(code.code(), count);
            }
        }
        return byCode;
    }
}
