package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.TestClock;
import dev.frontrow.cluster.TestNodes;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.identity.keys.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/// Attackers are slowed down, and the owner can still sign in.
class SignInAttemptsTest {

    private static final String JANE = "jane@example.com";

    private final TestClock clock = new TestClock(Instant.parse("2026-12-24T19:00:00Z"));
    private final SigningKey key = SigningKey.configured(Base64.getEncoder().encodeToString(new byte[32]));
    private final KnownDevices devices = new KnownDevices(key);
    private final SignInAttempts attempts = new SignInAttempts(devices, clock, TestNodes.of(1));

    @Test
    void knowsBrowsersByEitherKey() {
        var before = new KnownDevices(TestKeys.of(1));
        var rotated = new KnownDevices(TestKeys.of(2, 1));
        String old = before.remember(JANE, new MockHttpServletRequest()).getValue();
        String fresh = rotated.remember(JANE, new MockHttpServletRequest()).getValue();

        assertThat(rotated.isKnown(JANE, old)).isTrue();
        assertThat(rotated.isKnown(JANE, fresh)).isTrue();
        assertThat(new KnownDevices(TestKeys.of(1, 2)).isKnown(JANE, fresh)).isTrue();
        assertThat(before.isKnown(JANE, fresh)).isFalse();
        assertThat(new KnownDevices(TestKeys.of(3)).isKnown(JANE, old)).isFalse();
    }

    private static SignInOrigin from(String address, @Nullable String device) {
        return new SignInOrigin(ClientNetwork.of(address), device);
    }

    private boolean guesses(String username, String address) {
        var attempt = attempts.begin(username, from(address, null));
        if (attempt.pause().isZero()) {
            attempt.wrong();
        }
        return attempt.pause().isZero();
    }

    /// Makes this many guesses, and returns how many were checked.
    private int guesses(String username, String network, int times) {
        int looked = 0;
        for (int i = 0; i < times; i++) {
            looked += guesses(username, network + (i % 250)) ? 1 : 0;
        }
        return looked;
    }

    @Test
    void slowsDownGuessesFromOneNetwork() {
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            looked += guesses(JANE, "192.0.2.1") ? 1 : 0;
        }

        assertThat(looked).isEqualTo(5);
    }

    @Test
    void slowsDownGuessesFromManyNetworks() {
        assertThat(guesses(JANE, "192.0.2.", 250)).isEqualTo(20);
    }

    @Test
    void aDayOfGuessesFromEverywhereFindsNoUncommonPassword() {
        int looked = 0;
        for (int second = 0; second < Duration.ofDays(1).toSeconds(); second += 10) {
            clock.advance(Duration.ofSeconds(10));
            looked += guesses(JANE, "198.51." + second / 2_500 + "." + second % 250) ? 1 : 0;
        }

        assertThat(looked).isLessThan(2_000);
    }

    @Test
    void slowsDownANetworkThatTriesManyAccounts() {
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            looked += guesses("fan-" + i, "192.0.2.1") ? 1 : 0;
        }

        assertThat(looked).isEqualTo(300);
    }

    @Test
    void theOwnersNetworkIsCountedOnItsOwn() {
        var owner = attempts.begin(JANE, from("203.0.113.7", null));
        owner.right();

        guesses(JANE, "192.0.2.", 250);

        assertThat(attempts.begin(JANE, from("203.0.113.7", null)).pause()).isZero();
        assertThat(attempts.begin(JANE, from("203.0.113.8", null)).pause()).isPositive();
    }

    @Test
    void theOwnersBrowserIsCountedOnItsOwnEvenInTheAttackersNetwork() {
        String device = devices.remember(JANE, new MockHttpServletRequest()).getValue();
        guesses(JANE, "192.0.2.", 250);

        assertThat(attempts.begin("JANE@example.com", from("192.0.2.1", device)).pause())
                .isZero();
    }

    @Test
    void aBrowserIsKnownForItsOwnAccountOnly() {
        String device =
                devices.remember("mallory", new MockHttpServletRequest()).getValue();
        guesses(JANE, "192.0.2.", 250);

        for (String forged : new String[] {device, device + "x", "x" + device, device.substring(1), ".", "", "a.b"}) {
            assertThat(attempts.begin(JANE, from("192.0.2.1", forged)).pause())
                    .as(forged)
                    .isPositive();
        }
    }

    @Test
    void aStolenBrowserIsSlowedDownToo() {
        String device = devices.remember(JANE, new MockHttpServletRequest()).getValue();
        int looked = 0;
        for (int i = 0; i < 100; i++) {
            var attempt = attempts.begin(JANE, from("192.0.2." + i, device));
            looked += attempt.pause().isZero() ? 1 : 0;
            attempt.wrong();
        }

        assertThat(looked).isEqualTo(10);
    }

    @Test
    void nobodyIsLockedOutForGood() {
        for (int i = 0; i < 500; i++) {
            clock.advance(Duration.ofSeconds(5));
            guesses(JANE, "192.0.2.1");
        }

        clock.advance(Duration.ofMinutes(5));

        assertThat(attempts.begin(JANE, from("192.0.2.1", null)).pause()).isZero();
    }
}
