package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private static final String ANSWERS = """
            HTTP/1.1 201 Created\r
            Content-Length: 18\r
            ETag: "e1"\r
            \r
            {"holdId":"01a2b"}HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            5\r
            {"a":\r
            2\r
            1}\r
            0\r
            \r
            HTTP/1.1 304 Not Modified\r
            \r
            """;

    @Test
    void readsOneAnswerAfterTheOtherHoweverLongTheyAreSaidToBe() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var http = new HttpConnection(server.getLocalPort());
                var accepted = server.accept()) {
            accepted.getOutputStream().write(ANSWERS.getBytes(StandardCharsets.UTF_8));
            accepted.shutdownOutput();

            var hold = http.exchange(Requests.constant()).expect(201);
            assertThat(hold.text("holdId")).isEqualTo("01a2b");
            assertThat(hold.header("etag")).isEqualTo("\"e1\"");
            assertThat(http.exchange(Requests.constant()).expect(200).body()).isEqualTo("{\"a\":1}");
            assertThat(http.exchange(Requests.constant()).expect(304).body()).isEmpty();
            assertThatThrownBy(() -> http.exchange(Requests.constant())).hasMessageContaining("hung up");
        }
    }

    /// More bytes than the buffer holds, so that some answers are split at its end.
    @Test
    void readsAnswersThatDoNotArriveInOnePiece() throws Exception {
        int answers = 5_000;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var http = new HttpConnection(server.getLocalPort());
                var accepted = server.accept()) {
            String all = IntStream.range(0, answers)
                    .mapToObj(i -> "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n%05d".formatted(i))
                    .collect(Collectors.joining());
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    accepted.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            for (int i = 0; i < answers; i++) {
                assertThat(http.exchange(Requests.constant()).expect(200).body())
                        .isEqualTo("%05d".formatted(i));
            }
            writer.join();
        }
    }

    @Test
    void showsTheAnswerThatWasNotExpected() {
        var answer = new HttpConnection.HttpAnswer(409, new HttpHead("", 0), "{\"code\":\"seat-taken\"}");

        assertThatThrownBy(() -> answer.expect(201)).hasMessageContaining("seat-taken");
    }
}
