package dev.frontrow.waitingroom.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.TestClock;
import dev.frontrow.cluster.TestNodes;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.identity.keys.TestKeys;
import dev.frontrow.sharing.RateLimitSwitch;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChallengePolicyTest {

    private static final long CONCERT = 7;
    private static final int UNSUSPECTED = 100;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final ClientNetwork CAMPUS = ClientNetwork.of("192.0.2.1");

    private final TestClock clock = new TestClock(Instant.parse("2020-02-02T11:00:00Z"));

    private ChallengePolicy policy(boolean limitsRates, int nodes) {
        return new ChallengePolicy(
                new Challenges(TestKeys.of(1), new ChallengeProperties(200, Duration.ofMinutes(10)), clock),
                new SuspicionProperties(UNSUSPECTED, WINDOW),
                new RateLimitSwitch(limitsRates),
                clock,
                TestNodes.of(nodes));
    }

    /// How many of so many joins are suspected.
    private static long suspected(ChallengePolicy policy, long concertId, int joins) {
        return IntStream.range(0, joins)
                .filter(_ -> policy.suspects(concertId, CAMPUS))
                .count();
    }

    @Test
    void suspectsEachJoinOfANetworkThatHasTooMany() {
        assertThat(suspected(policy(true, 1), CONCERT, UNSUSPECTED + 3)).isEqualTo(3);
    }

    @Test
    void suspicionPassesWithItsTime() {
        var policy = policy(true, 1);
        assertThat(suspected(policy, CONCERT, UNSUSPECTED + 1)).isOne();

        clock.advance(WINDOW);

        assertThat(suspected(policy, CONCERT, UNSUSPECTED)).isZero();
    }

    @Test
    void eachRoomCountsForItself() {
        var policy = policy(true, 1);
        assertThat(suspected(policy, CONCERT, UNSUSPECTED)).isZero();

        assertThat(suspected(policy, CONCERT + 1, 1)).isZero();
        assertThat(suspected(policy, CONCERT, 1)).isOne();
    }

    @Test
    void whereRatesAreNotLimitedNobodyIsSuspected() {
        assertThat(suspected(policy(false, 1), CONCERT, 2 * UNSUSPECTED)).isZero();
    }

    @Test
    void theServerItselfIsNeverSuspected() {
        var policy = policy(true, 1);

        assertThat(IntStream.range(0, 2 * UNSUSPECTED).filter(_ -> policy.suspects(CONCERT, null)))
                .isEmpty();
    }

    @Test
    void suspectsAnIPv6SiteHoweverManyOfItsNetworksItComesFrom() {
        var policy = policy(true, 1);

        long suspected = IntStream.range(0, 16 * UNSUSPECTED + 50)
                .mapToObj(i -> ClientNetwork.of("2001:db8:77:%x::1".formatted(i)))
                .filter(network -> policy.suspects(CONCERT, network))
                .count();

        assertThat(suspected).isEqualTo(50);
    }

    /// Each of several nodes sees a part of the joins only.
    @Test
    void suspectsANetworkByThisNodesShareOfItsJoins() {
        assertThat(suspected(policy(true, 4), CONCERT, UNSUSPECTED)).isEqualTo(UNSUSPECTED - UNSUSPECTED / 4);
    }
}
