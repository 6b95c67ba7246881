package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest extends ServerTest {

    private static final int KILO = 1024;

    @ParameterizedTest
    @CsvSource({"65537", "1000000"})
    void refusesADeclaredBodyOverTheLimit(int bytes) {
        var answer = api().raw("POST", "/api/v1/sessions", bodyOf(bytes)).expectProblem(413, "body-too-large");

        assertThat(answer.fault("body")).isEqualTo("is too large");
        assertThat(answer.body().path("detail").asString()).contains("65,536");
    }

    @ParameterizedTest
    @CsvSource({"65537", "1000000"})
    void refusesAnUndeclaredBodyOverTheLimit(int bytes) {
        var answer = chunked(api(), "/api/v1/sessions", bodyOf(bytes)).expectProblem(413, "body-too-large");

        assertThat(answer.fault("body")).isEqualTo("is too large");
    }

    @Test
    void takesABodyOfTheLimit() {
        api().raw("POST", "/api/v1/sessions", bodyOf(64 * KILO)).expectProblem(401, "credentials-wrong");
        chunked(api(), "/api/v1/sessions", bodyOf(64 * KILO)).expectProblem(401, "credentials-wrong");
    }

    @Test
    void takesLargerBodiesFromOperatorsOnly() {
        String body = bodyOf(17 * KILO * KILO);
        ApiClient operator = api().asOperator();

        operator.raw("POST", "/api/v1/operator/venues", body).expectProblem(400, "request-invalid");
        operator.raw("POST", "/api/v1/probe/shape", body).expectProblem(413, "body-too-large");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | true  | The body may have at most 67,108,864 bytes.
            en | false | The body may have at most 67,108,864 bytes.
            ko | true  | 본문은 최대 67,108,864바이트까지 보낼 수 있어요.
            ko | false | 본문은 최대 67,108,864바이트까지 보낼 수 있어요.
            """)
    void namesTheLimitToAnOperatorWhoseConcertIsTooLarge(String language, boolean declared, String words) {
        long bytes = 64L * KILO * KILO + 1;
        BodyPublisher spaces = BodyPublishers.ofInputStream(() -> spaces(bytes));

        var answer = api().asOperator()
                .language(language)
                .with("Content-Type", "application/json")
                .send(
                        "POST",
                        "/api/v1/operator/concerts",
                        declared ? BodyPublishers.fromPublisher(spaces, bytes) : spaces,
                        true)
                .expectProblem(413, "body-too-large");

        assertThat(answer.body().path("detail").asString()).startsWith(words);
    }

    private static InputStream spaces(long bytes) {
        return new InputStream() {
            private long left = bytes;

            @Override
            public int read() {
                return left-- > 0 ? ' ' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int filled = (int) Math.min(left, length);
                Arrays.fill(target, offset, offset + filled, (byte) ' ');
                left -= filled;
                return filled == 0 ? -1 : filled;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/holds, 401", "/api/v1/sessions, 415", "/api/v1/nothing, 404"})
    void readsABodyAwayThatItRefusedWithoutReading(String path, int status) throws IOException {
        String body = "x".repeat(KILO);
        String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n"
                .formatted(path, body.length());
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            out.write((body + head + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            out.flush();

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answers.split("HTTP/1.1 " + status, -1)).as(answers).hasSize(3);
        }
    }

    private static ApiClient.Answer chunked(ApiClient client, String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return client.send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), true);
    }

    /// The body of a sign-in with exactly this many bytes.
    private static String bodyOf(int bytes) {
        String frame = "{\"username\":\"\",\"password\":\"x\"}";
        return frame.replace("\"\"", "\"" + "u".repeat(bytes - frame.length()) + "\"");
    }
}
