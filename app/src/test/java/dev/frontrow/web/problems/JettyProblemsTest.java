package dev.frontrow.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Requests that no well-behaved client sends, over a raw socket.
class JettyProblemsTest extends ServerTest {

    private static final String HOST = "\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET                                                 | 400 | request-invalid
            GARBAGE                                             | 400 | request-invalid
            GET / HTTP/9.9 HOST                                 | 400 | request-invalid
            GET / HTTP/1.1 NOHOST                               | 400 | request-invalid
            DELETE /api/v1/%2F HTTP/1.1 HOST                    | 400 | request-invalid
            PATCH /api/v1/%00 HTTP/1.1 HOST                     | 400 | request-invalid
            GET /api/v1/%zz HTTP/1.1 HOST                       | 400 | request-invalid
            GET /api/v1/%00 HTTP/1.1 HOST                       | 400 | request-invalid
            GET /api/v1/%c0%80 HTTP/1.1 HOST                    | 400 | request-invalid
            GET /api/v1/..;/operator/probe HTTP/1.1 HOST        | 400 | request-invalid
            GET /api/v1/%2e%2e/operator/probe HTTP/1.1 HOST     | 400 | request-invalid
            GET /api//v1/concerts HTTP/1.1 HOST                 | 400 | request-invalid
            GET /api/v1/a%2Fb HTTP/1.1 HOST                     | 400 | request-invalid
            GET /api/v1/a\\b HTTP/1.1 HOST                      | 400 | request-invalid
            GET /../../etc/passwd HTTP/1.1 HOST                 | 400 | request-invalid
            GET /LONG HTTP/1.1 HOST                             | 414 | uri-too-long
            GET / HTTP/1.1{n}X: LONG HOST                       | 431 | headers-too-large
            GET / HTTP/1.1{n}X:: : :{n}bad header HOST          | 400 | request-invalid
            GET / HTTP/1.1{n}Content-Length: -1 HOST            | 400 | request-invalid
            POST /api/v1/sessions HTTP/1.1{n}Content-Length: 3{n}Content-Length: 4 HOST | 400 | request-invalid
            TRACE / HTTP/1.1 HOST                               | 405 | method-not-allowed
            BREW /api/v1/concerts HTTP/1.1 HOST                 | 405 | method-not-allowed
            """)
    void refusesInTheOneForm(String request, int status, String code) throws IOException {
        String answer = exchange(request.replace("{n}", "\r\n")
                .replace("LONG", "x".repeat(20_000))
                .replace(" NOHOST", "\r\nConnection: close\r\n\r\n")
                .replace(" HOST", HOST.translateEscapes())
                .replaceFirst("^(GET|GARBAGE)$", "$1\r\n\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("server:");
        assertThat(answer).doesNotContain("Exception", "\tat ", "<html");
        var problem = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
    }

    /// Otherwise a client would send its next request on a closed connection.
    @ParameterizedTest
    @ValueSource(strings = {"GET /%00", "DELETE /%00", "GET /LONG"})
    void saysThatItHangsUp(String request) throws IOException {
        String answer = exchange(request.replace("LONG", "x".repeat(20_000)) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).containsIgnoringCase("Connection: close");
    }

    private String exchange(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
