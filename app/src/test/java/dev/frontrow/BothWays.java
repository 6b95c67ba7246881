package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.web.fast.FastPathSwitch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sends requests by the fast path and through the servlets, and asserts equal answers.
final class BothWays {

    private final FastPathSwitch fastPaths;
    private final Wire wire;

    BothWays(FastPathSwitch fastPaths, Wire wire) {
        this.fastPaths = fastPaths;
        this.wire = wire;
    }

    /// For requests without effects, and for repeats.
    void answerAlike(Request request) {
        fastPaths.turn(true);
        Answer fast = wire.send(request);
        fastPaths.turn(false);
        Answer slow = wire.send(request);
        fastPaths.turn(true);

        assertThat(fast.status()).as("%s", request).isEqualTo(slow.status());
        assertThat(headers(fast)).as("%s", request).isEqualTo(headers(slow));
        assertThat(fast.text()).as("%s", request).isEqualTo(slow.text());
    }

    /// Leaves out the headers that frame the body, which may differ by connection.
    static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "transfer-encoding", "content-length"));
        return headers;
    }
}
