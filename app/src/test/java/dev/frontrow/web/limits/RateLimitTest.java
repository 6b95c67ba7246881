package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frontrow.TestClock;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.web.limits.RateLimitSettings.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final int BURST = 10;
    private static final int CLIENTS_MAX = 1_000;
    private static final int PER_SECOND = 4;
    private static final Duration TICK = Duration.ofNanos(1_000);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T11:00:00.123456Z"));
    private static final int SITE_FACTOR = 3;

    private int nodes = 1;

    private final RateLimit limit =
            new RateLimit(new Limit(PER_SECOND, BURST), SITE_FACTOR, CLIENTS_MAX, new SteadyTime(clock), () -> nodes);

    @Test
    void refusesBeyondTheBurst() {
        empty("203.0.113.1");

        assertThat(take("203.0.113.1")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void letsThroughAfterTheTimeItSaidAndNotAMomentBefore() {
        empty("203.0.113.1");
        Duration wait = take("203.0.113.1");

        clock.advance(wait.minus(TICK));
        assertThat(take("203.0.113.1")).isEqualTo(TICK);
        clock.advance(TICK);
        assertThat(take("203.0.113.1")).isZero();
        assertThat(take("203.0.113.1")).isPositive();
    }

    /// Each node lets its share pass, so all together let the limit pass.
    @ParameterizedTest
    @CsvSource({"1, 10, 4", "2, 5, 2", "3, 3, 1", "10, 1, 0", "40, 1, 0"})
    void dividesByTheLiveNodes(int live, int burst, int afterASecond) {
        nodes = live;

        assertThat(passed()).isEqualTo(burst);
        clock.advance(Duration.ofSeconds(1));
        assertThat(passed()).isEqualTo(afterASecond);
    }

    private int passed() {
        int passed = 0;
        while (take("203.0.113.1").isZero()) {
            passed++;
        }
        return passed;
    }

    @Test
    void refusalsCostNothing() {
        empty("203.0.113.1");
        for (int i = 0; i < 1_000; i++) {
            assertThat(take("203.0.113.1")).isEqualTo(Duration.ofMillis(250));
        }
    }

    /// The owner of an IPv6 site has 65,536 networks to send from.
    @Test
    void aSiteHasAsMuchAsAFewOfItsNetworks() {
        int passed = 0;
        for (int network = 0; network < 1_000; network++) {
            passed += take("2001:db8:77:%x::1".formatted(network)).isZero() ? 1 : 0;
        }

        assertThat(passed).isEqualTo(SITE_FACTOR * BURST);
        assertThat(take("2001:db8:78::1")).isZero();
    }

    @Test
    void oneNetworksRefusalsCostItsSiteNothing() {
        for (int i = 0; i < 1_000; i++) {
            take("2001:db8:77:1::1");
        }

        empty("2001:db8:77:2::1");
        empty("2001:db8:77:3::1");
    }

    @Test
    void letsThroughTheSustainedRateForever() {
        empty("203.0.113.1");
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofMillis(250));
            assertThat(take("203.0.113.1")).isZero();
        }
        assertThat(take("203.0.113.1")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000, 3_600_000})
    void aPauseGivesTheBurstBackAndNoMore(long millis) {
        empty("203.0.113.1");
        clock.advance(Duration.ofMillis(millis));

        empty("203.0.113.1");
        assertThat(take("203.0.113.1")).isPositive();
    }

    @Test
    void aShortPauseDoesNotGiveTheBurstBack() {
        empty("203.0.113.1");
        clock.advance(Duration.ofMillis(1_500));

        for (int i = 0; i < 6; i++) {
            assertThat(take("203.0.113.1")).isZero();
        }
        assertThat(take("203.0.113.1")).isPositive();
    }

    @Test
    void anotherAddressIsNotAffected() {
        empty("203.0.113.1");

        assertThat(take("203.0.113.2")).isZero();
        assertThat(take("203.0.113.1")).isPositive();
    }

    @Test
    void aFloodOfAddressesFillsNoMemory() {
        for (int i = 0; i < 20_000; i++) {
            take("10.0.%d.%d".formatted(i / 256, i % 256));
        }

        assertThat(limit.clients()).isPositive().isLessThanOrEqualTo(CLIENTS_MAX);
    }

    @Test
    void forgetsWhoseBucketIsFullAgain() {
        take("203.0.113.1");
        take("203.0.113.2");
        assertThat(limit.clients()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(3));

        assertThat(limit.clients()).isZero();
    }

    @Test
    void aClockSetBackStopsNobodyForLonger() {
        empty("203.0.113.1");
        clock.advance(Duration.ofHours(-5));
        assertThat(take("203.0.113.1")).isEqualTo(Duration.ofMillis(250));

        clock.advance(Duration.ofMillis(250));

        assertThat(take("203.0.113.1")).isZero();
    }

    @Test
    void aThreadHeldUpSinceItLookedAtTheClockAddsNoTime() {
        var heldUp = new AtomicBoolean();
        var steady = new AtomicReference<SteadyTime>();
        var time = new SteadyTime(() -> {
            Instant looked = clock.instant();
            if (heldUp.compareAndSet(true, false)) {
                clock.advance(Duration.ofSeconds(3));
                steady.get().currentTimeNanos();
            }
            return looked;
        });
        steady.set(time);

        heldUp.set(true);
        assertThat(time.currentTimeNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(time.currentTimeNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void letsThroughTheBurstOnceHoweverManyAskAtTheSameTime() {
        var passed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.execute(() -> {
                    if (take("203.0.113.1").isZero()) {
                        passed.incrementAndGet();
                    }
                });
            }
        }
        assertThat(passed).hasValue(BURST);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.1,           ::ffff:203.0.113.1,            true",
        "203.0.113.1,           203.0.113.2,                   false",
        "2001:db8:1:2::1,       2001:db8:1:2:ffff:ffff:ffff:1, true",
        "2001:db8:1:2::1,       [2001:DB8:1:2:0:0:0:9],        true",
        "2001:db8:1:2::1,       2001:db8:1:3::1,               false",
        "fe80::1%eth0,          fe80::2%nosuchzone,            true",
        "0.0.0.1,               0:0:0:1::,                     false",
        "0.0.0.0,               ::,                            false",
        "255.255.255.255,       unknown,                       false",
        "unknown,               _hidden,                       true",
        "localhost,             example.com,                   true",
        "'',                    203.0.113.1:9999,              true",
    })
    void countsByTheNetworkThatAClientHas(String one, String other, boolean same) {
        empty(one);

        assertThat(take(other).isPositive()).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-1, 10", "10, 0", "10, -1", "1000001, 10", "10, 1000001"})
    void refusesSettingsThatMakeNoSense(int perSecond, int burst) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limit(perSecond, burst))
                .withMessageContaining("frontrow.rate-limits=off");
    }

    private Duration take(String address) {
        return limit.take(ClientNetwork.of(address));
    }

    private void empty(String address) {
        for (int i = 0; i < BURST; i++) {
            assertThat(take(address)).isZero();
        }
    }
}
