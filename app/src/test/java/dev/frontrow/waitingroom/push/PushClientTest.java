package dev.frontrow.waitingroom.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushClientTest {

    private static final Instant NOW = Instant.parse("2026-12-24T19:00:00Z");
    private static final byte[] MESSAGE = "{\"title\": \"차례가 됐어요\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration KEPT = Duration.ofMinutes(5);

    @AutoClose
    private final FakePushService service = new FakePushService();

    private final VapidKey key = VapidKey.made();
    private final PushClient original = new PushClient(
            () -> PushClient.http().build(),
            new PushEndpoints(PushEndpointsTest.settings(List.of("fcm.googleapis.com"), null, null, null)),
            new PublicAddresses(InetAddress::getAllByName),
            new PushClient.Sender(key, "mailto:office@tickets.example", InstantSource.fixed(NOW)));
    private final PushClient client = service.client(original);

    @Test
    void browserReadsWhatWasSentAndItsServiceKnowsTheSender() throws Exception {
        FakeBrowser browser = service.browser();

        assertThat(client.send(browser.subscription(), MESSAGE, KEPT)).isEqualTo(PushOutcome.TAKEN);

        FakePushService.Told told = service.told().getFirst();
        assertThat(told.text().path("title").asString()).isEqualTo("차례가 됐어요");
        assertThat(told.header("Ttl")).isEqualTo("300");
        assertThat(told.header("Urgency")).isEqualTo("high");
        assertThat(told.header("Content-encoding")).isEqualTo("aes128gcm");
        assertThat(told.header("Authorization")).endsWith(", k=" + key.publicKey());
        var claims = told.token().getJWTClaimsSet();
        assertThat(told.token().getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(claims.getAudience()).containsExactly("https://fcm.googleapis.com");
        assertThat(claims.getSubject()).isEqualTo("mailto:office@tickets.example");
        assertThat(claims.getExpirationTime().toInstant()).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "404, GONE",
        "410, GONE",
        "200, TAKEN",
        "202, TAKEN",
        "301, NOT_TAKEN",
        "302, NOT_TAKEN",
        "307, NOT_TAKEN",
        "400, NOT_TAKEN",
        "401, NOT_TAKEN",
        "403, NOT_TAKEN",
        "413, NOT_TAKEN",
        "429, NOT_TAKEN",
        "500, NOT_TAKEN",
        "503, NOT_TAKEN"
    })
    void asksOnceAndFollowsNoRedirect(int status, PushOutcome outcome) {
        FakeBrowser browser = service.browser();
        service.answers(browser, status);

        assertThat(client.send(browser.subscription(), MESSAGE, KEPT)).isEqualTo(outcome);
        assertThat(service.called()).containsExactly(browser.endpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"})
    void callsNoMachineInsideThatAServiceNames(String address) {
        PushClient misled = service.client(original, address);

        assertThat(misled.send(service.browser().subscription(), MESSAGE, KEPT)).isEqualTo(PushOutcome.NOT_TAKEN);
        assertThat(service.called()).isEmpty();
    }

    @Test
    void callsNoServiceThatTheSettingNoLongerNames() {
        Subscription known = service.browser().subscription();
        var other = new Subscription(URI.create("https://push.example/a"), known.p256dh(), known.auth());

        assertThat(client.send(other, MESSAGE, KEPT)).isEqualTo(PushOutcome.NOT_TAKEN);
        assertThat(service.called()).isEmpty();
    }

    @Test
    void serviceThatIsDownCostsTheAlertAndNothingElse() {
        FakeBrowser browser = service.browser();
        service.close();

        assertThat(client.send(browser.subscription(), MESSAGE, KEPT)).isEqualTo(PushOutcome.NOT_TAKEN);
    }
}
