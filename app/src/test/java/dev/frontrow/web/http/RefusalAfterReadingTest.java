package dev.frontrow.web.http;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Without [RefusalAfterReading] about one of a thousand of these requests gets another answer, or bytes of another
/// request as its answer.
class RefusalAfterReadingTest extends ServerTest {

    private static final int CLIENTS = 8;
    private static final int REQUESTS_EACH = 600;
    private static final int WAIT_MILLIS_MAX = 30_000;
    private static final byte[] REQUEST = ("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    @Test
    void eachHeadThatIsTooLargeGetsItsOwnAnswer() throws Exception {
        Map<String, Long> counts = answers().stream().collect(groupingBy(answer -> answer, counting()));

        assertThat(counts).isEqualTo(Map.of("HTTP/1.1 431", (long) CLIENTS * REQUESTS_EACH));
    }

    private List<String> answers() throws InterruptedException, ExecutionException {
        List<String> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<String>>> all = IntStream.range(0, CLIENTS)
                    .mapToObj(_ -> threads.submit(this::answersOfOneClient))
                    .toList();
            for (Future<List<String>> some : all) {
                answers.addAll(some.get());
            }
        }
        return answers;
    }

    private List<String> answersOfOneClient() throws IOException {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS_EACH; i++) {
            answers.add(answer());
        }
        return answers;
    }

    private String answer() throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(WAIT_MILLIS_MAX);
            socket.getOutputStream().write(REQUEST);
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 431".length());
            return new String(start, StandardCharsets.US_ASCII);
        }
    }
}
