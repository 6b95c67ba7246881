package dev.frontrow.waitingroom.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushEndpointsTest {

    private final PushEndpoints endpoints =
            new PushEndpoints(settings(List.of("push.example", "FCM.googleapis.com"), null, null, null));

    static PushSettings settings(
            List<String> services, @Nullable String contact, @Nullable String publicKey, @Nullable String privateKey) {
        return new PushSettings(services, contact, publicKey, privateKey, 1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://push.example/a",
                "https://eu.push.example/wpush/v2/gAAAA-_9?token=a%3d",
                "https://EU.Push.Example/a",
                "https://fcm.googleapis.com/fcm/send/dQw4:APA91b"
            })
    void takesAddressesOfKnownServices(String endpoint) {
        assertThat(endpoints.known(endpoint)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "push.example",
                "//push.example/a",
                "http://push.example/a",
                "HTTPS://push.example/a",
                "ftp://push.example/a",
                "file:///etc/passwd",
                "https:push.example/a",
                "https:///a",
                "https://push.example:8443/a",
                "https://push.example:443/a",
                "https://fan@push.example/a",
                "https://push.example@evil.example/a",
                "https://push.example.evil.example/a",
                "https://evilpush.example/a",
                "https://example/a",
                "https://push.example./a",
                "https://push.example/a#b",
                "https://push.example\\@evil.example/a",
                "https://evil.example\\.push.example/a",
                "https://127.0.0.1/a",
                "https://[::1]/a",
                "https://[::ffff:10.0.0.1]/a",
                "https://169.254.169.254/latest/meta-data",
                "https://2130706433/a",
                "https://localhost/a",
                "https://push.example/a b",
                "https://push.example/a\r\nX: y",
                "https://push.example/\u00e4",
                "https://p\u0443sh.example/a",
                "https://push.example/%zz"
            })
    void refusesAllOthers(String endpoint) {
        assertThat(endpoints.known(endpoint)).isEmpty();
    }

    @Test
    void refusesLongAddresses() {
        String longest = "https://push.example/" + "a".repeat(979);

        assertThat(endpoints.known(longest)).isPresent();
        assertThat(endpoints.known(longest + "a")).isEmpty();
    }

    @Test
    void areOffWithoutAnyService() {
        var none = new PushEndpoints(settings(List.of(""), null, null, null));

        assertThat(none.isOn()).isFalse();
        assertThat(none.known("https://push.example/a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://push.example", "*.example", "localhost", "example", "10.0.0.1", "a..b", "push.example/"
            })
    void serviceMustBeTheNameOfAHost(String service) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(List.of(service), null, null, null))
                .withMessageContaining("frontrow.push.services");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"office@tickets.example, -, -", "http://tickets.example, -, -", "-, key, -", "-, -, key"})
    void unfitSettingsAreRefused(@Nullable String contact, @Nullable String publicKey, @Nullable String privateKey) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(List.of("push.example"), contact, publicKey, privateKey))
                .withMessageContaining("frontrow.push.");
    }
}
