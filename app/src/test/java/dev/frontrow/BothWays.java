package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.web.FastPathSwitch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sends requests below the servlets and through them, and finds no difference.
final class BothWays {

    private final FastPathSwitch fastPaths;
    private final Wire wire;

    BothWays(FastPathSwitch fastPaths, Wire wire) {
        this.fastPaths = fastPaths;
        this.wire = wire;
    }

    /// For what leaves no trace, or the same again.
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

    /// How the end of the body is told is the connection's own business.
    static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "transfer-encoding", "content-length"));
        return headers;
    }
}
