package dev.frontrow.hotpath;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The summary line that our scripts print at the end. wrk's own output is made for readers, and omits whole
/// seconds.
///
/// @param answers answers with the expected status
/// @param others  answers with another status; the sample is the first of them
/// @param taken   the number of requests that each thread took from its slice of the list
record WrkReport(long answers, long others, long socketErrors, Duration took, List<Integer> taken, String sample) {

    private static final String START = "frontrow ";

    static WrkReport parse(String output) {
        String line = output.lines()
                .filter(said -> said.startsWith(START))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk did not report:\n" + output));
        Map<String, String> values = new HashMap<>();
        for (String pair : line.substring(START.length()).split(" ")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new WrkReport(
                number(values, "answers"),
                number(values, "others"),
                number(values, "socket_errors"),
                Duration.ofNanos(number(values, "micros") * 1_000),
                Arrays.stream(value(values, "taken").split(","))
                        .filter(count -> !count.isEmpty())
                        .map(Integer::valueOf)
                        .toList(),
                output.lines()
                        .filter(said -> said.startsWith("sample "))
                        .map(said -> said.substring("sample ".length()))
                        .findFirst()
                        .orElse(""));
    }

    /// Fails if there was any unexpected answer, because the rate would be meaningless.
    WrkReport mustBeClean(String what) {
        if (others > 0 || socketErrors > 0 || answers == 0) {
            throw new IllegalStateException("%s: %d answers as expected, %d others, %d broken connections %s"
                    .formatted(what, answers, others, socketErrors, sample));
        }
        return this;
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(value(values, name));
    }

    private static String value(Map<String, String> values, String name) {
        return Objects.requireNonNull(values.get(name), () -> "wrk did not report " + name);
    }
}
