package dev.frontrow.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// A server where Spring trusts a proxy's forwarded headers.
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class PathPrefixTest extends ServerTest {

    @Test
    void standsAtTheRootWhateverAHeaderSays() {
        var client = api().with("Accept", "text/html")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "tickets.example")
                .with("X-Forwarded-Prefix", "/shop");

        assertThat(client.get("/tickets").expect(302).header("Location"))
                .isEqualTo("https://tickets.example/sign-in?next=%2Ftickets");
        assertThat(client.get("/").expect(200).text())
                .contains("href=\"/assets/")
                .doesNotContain("/shop");
        assertThat(client.with("X-Forwarded-Prefix", "//evil.example").get("/").text())
                .doesNotContain("evil.example");
    }
}
