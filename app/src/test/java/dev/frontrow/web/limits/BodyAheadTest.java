package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ServerTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Bodies that arrive late, in pieces, or not at all, over raw sockets.
@TestPropertySource(
        properties = {
            "frontrow.web.slow.body-time-max=PT2S",
            "frontrow.web.slow.head-time-max=PT2S",
            "frontrow.web.slow.rate-min=1MB",
            "frontrow.web.slow.bodies-max=512KB"
        })
class BodyAheadTest extends ServerTest {

    private static final int KILO = 1_024;

    private final String signIn =
            "{\"username\":\"nobody-%d\",\"password\":\"not the password\"}".formatted(System.nanoTime());

    @ParameterizedTest
    @CsvSource({"1", "7", "1000"})
    void aBodyMayComeInPieces(int bytes) throws IOException {
        try (var socket = connect()) {
            OutputStream out = send(socket, head("/api/v1/sessions", "Content-Length: " + signIn.length()));
            for (int from = 0; from < signIn.length(); from += bytes) {
                send(socket, signIn.substring(from, Math.min(signIn.length(), from + bytes)));
            }

            assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("credentials-wrong");
            assertThat(out).isNotNull();
        }
    }

    @Test
    void aBodyMayComeInChunks() throws IOException {
        try (var socket = connect()) {
            send(socket, head("/api/v1/sessions", "Transfer-Encoding: chunked"));
            for (char next : signIn.toCharArray()) {
                send(socket, "1\r\n" + next + "\r\n");
            }
            send(socket, "0\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("credentials-wrong");
        }
    }

    @Test
    void whoeverAsksBeforeSendingIsAnswered() throws IOException {
        try (var socket = connect()) {
            send(socket, head("/api/v1/sessions", "Expect: 100-continue\r\nContent-Length: " + signIn.length()));
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, signIn);

            assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("credentials-wrong");
        }
    }

    /// Holds for any number of such requests, because none uses a slot.
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 300", "Transfer-Encoding: chunked"})
    void aBodyThatDoesNotComeIsRefusedInWords(String length) throws IOException {
        try (var socket = connect()) {
            send(socket, head("/api/v1/sessions", length));

            String answer = all(socket);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("request-too-slow", "Connection: close");
        }
    }

    @Test
    void aByteNowAndThenIsNotEnough() throws IOException {
        try (var socket = connect()) {
            send(socket, head("/api/v1/sessions", "Content-Length: 60000"));

            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> isClosed(socket));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/sessions, 10000000, 413",
        "/api/v1/operator/probe, 1000000, 401",
        "/api/v1/operator/probe, 100000000, 413"
    })
    void refusalsDoNotWaitForTheBody(String path, int bytes, int status) throws IOException {
        try (var socket = connect()) {
            send(socket, head(path, "Content-Length: " + bytes));

            assertThat(all(socket)).startsWith("HTTP/1.1 " + status).contains("Connection: close");
        }
    }

    /// The client receives the refusal although it keeps sending.
    @Test
    void refusalsArriveAtWhoeverGoesOnSending() throws IOException {
        try (var socket = connect()) {
            send(socket, head("/api/v1/sessions", "Content-Length: 3000000"));
            byte[] piece = new byte[KILO];
            for (int i = 0; i < 3_000_000 / KILO; i++) {
                socket.getOutputStream().write(piece);
            }

            assertThat(all(socket)).startsWith("HTTP/1.1 413");
        }
    }

    /// A timeout for the largest import would be a minute.
    @Test
    void anImportHasTheTimeThatItsLengthTakes() throws IOException {
        String operator = "Authorization: Bearer " + api().asOperator().accessToken();
        try (var socket = connect()) {
            send(socket, head("/api/v1/operator/venues", operator + "\r\nContent-Length: 1000000"));
            send(socket, "[");

            assertThat(all(socket)).isEmpty();
        }
    }

    @Test
    void bodiesThatComeSlowlyShareTheirMemory() throws IOException {
        List<Socket> greedy = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 20; i++) {
                Socket socket = connect();
                greedy.add(socket);
                send(socket, head("/api/v1/sessions", "Content-Length: 60000"));
                send(socket, "x".repeat(40 * KILO));
            }
            for (Socket socket : greedy) {
                refused += all(socket).startsWith("HTTP/1.1 503") ? 1 : 0;
            }

            assertThat(refused).isBetween(10, 19);
        } finally {
            for (Socket socket : greedy) {
                socket.close();
            }
        }
        api().raw("POST", "/api/v1/sessions", " ".repeat(60 * KILO) + signIn).expect(401);
    }

    private Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String head(String path, String more) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n"
                .formatted(path, more);
    }

    private static OutputStream send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return out;
    }

    private static boolean isClosed(Socket socket) {
        try {
            send(socket, "x");
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// Reads one answer from a connection that stays open.
    private static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        byte[] buffer = new byte[8 * KILO];
        while (!answer.toString().contains("}")) {
            int bytes = socket.getInputStream().read(buffer);
            if (bytes < 0) {
                break;
            }
            answer.append(new String(buffer, 0, bytes, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    /// Reads everything until the server closes the connection.
    private static String all(Socket socket) throws IOException {
        var answer = new StringBuilder();
        byte[] buffer = new byte[8 * KILO];
        try {
            for (int bytes; (bytes = socket.getInputStream().read(buffer)) >= 0; ) {
                answer.append(new String(buffer, 0, bytes, StandardCharsets.UTF_8));
            }
        } catch (SocketException _) {
            // The connection was cut.
        }
        return answer.toString();
    }
}
