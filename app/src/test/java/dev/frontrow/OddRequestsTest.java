package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.OddRequests.OddRequest;
import dev.frontrow.identity.SessionCookies;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Hundreds of requests that none of our clients would send, to pages and to the API. None causes a server error,
/// an answer with internals, or a line in the log.
@ExtendWith(OutputCaptureExtension.class)
class OddRequestsTest extends ServerTest {

    private static final long SEED = 20_261_129;
    private static final int REQUESTS_MIN = 500;
    private static final int LOG_BYTES_MAX = 1_024;
    private static final int WAIT_MILLIS_MAX = 30_000;
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/@]+\\(|^Caused by: ");

    private static final List<String> FIELDS = List.of(
            "next",
            "after",
            "limit",
            "currency",
            "amount",
            "key",
            "back",
            "seats",
            "part",
            "count",
            "username",
            "password",
            "accessCode",
            "proof",
            "exactly",
            "x",
            "_csrf");

    @Test
    void noneIsTheServersFaultOrFillsItsLog(CapturedOutput output) {
        List<OddRequest> requests = requests();
        int before = output.getAll().length();
        List<String> faults = new ArrayList<>();

        requests.forEach(request -> faults.addAll(faults(request)));

        String logged = output.getAll().substring(before);
        assertThat(requests).hasSizeGreaterThanOrEqualTo(REQUESTS_MIN);
        assertThat(faults).isEmpty();
        assertThat(TRACE.matcher(logged).find()).as(logged).isFalse();
        assertThat(logged.length()).isLessThanOrEqualTo(LOG_BYTES_MAX * requests.size());
    }

    private List<OddRequest> requests() {
        Stage stage = Stage.open(api(), clock());
        String token = newAccessToken();
        String session = SessionCookies.name(false) + "=" + token;
        var page = api().with("Accept", "text/html").with("Cookie", session).get("/wallet");
        var field = CSRF.matcher(page.text());
        assertThat(field.find()).isTrue();
        String csrfCookie = page.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
        String concert = "/concerts/" + stage.concertId();
        String performance = "/performances/" + stage.performanceId();
        UUID nobodys = UUID.randomUUID();
        return new OddRequests(
                        SEED,
                        new OddRequests.Site(
                                pages(concert, performance, nobodys), forms(concert, performance, nobodys), FIELDS),
                        List.of("Cookie: " + session + "; " + csrfCookie),
                        field.group(1))
                .make();
    }

    private static List<String> forms(String concert, String performance, UUID nobodys) {
        return List.of(
                "/sign-in",
                "/sign-up",
                "/sign-out",
                "/wallet/top-ups",
                concert + "/waiting-room",
                concert + "/waiting-room/leave",
                performance + "/seats",
                "/checkout/" + nobodys + "/pay",
                "/checkout/" + nobodys + "/release",
                "/nothing",
                "/",
                "/api/v1/sessions",
                "/api/v1/buyers",
                "/api/v1" + concert + "/queue-tokens",
                "/api/v1" + performance + "/holds",
                "/api/v1/payments");
    }

    private static List<String> pages(String concert, String performance, UUID nobodys) {
        return List.of(
                "/",
                "/sign-in",
                "/sign-up",
                "/wallet",
                "/tickets",
                "/time",
                "/language/ko",
                "/tickets/" + nobodys,
                "/checkout/" + nobodys,
                concert,
                concert + "/waiting-room",
                concert + "/status",
                concert + "/draw",
                performance + "/seats",
                "/docs",
                "/v3/api-docs",
                "/nothing",
                "/actuator/health",
                "/api/v1/concerts",
                "/api/v1" + concert,
                "/api/v1" + concert + "/waiting-room",
                "/api/v1" + concert + "/queue-tokens/current",
                "/api/v1" + performance + "/seat-plan");
    }

    private List<String> faults(OddRequest request) {
        List<String> faults = new ArrayList<>();
        String answer;
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(WAIT_MILLIS_MAX);
            socket.getOutputStream().write(request.bytes());
            socket.shutdownOutput();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException closed) {
            // The server may close the connection if the rest cannot be parsed.
            return faults;
        }
        var status = STATUS.matcher(answer);
        if (status.find() && Integer.parseInt(status.group(1)) >= 500) {
            faults.add(request.name() + " -> " + answer);
        }
        if (TRACE.matcher(answer).find()) {
            faults.add(request.name() + " -> tells about the inside: " + answer);
        }
        return faults;
    }
}
