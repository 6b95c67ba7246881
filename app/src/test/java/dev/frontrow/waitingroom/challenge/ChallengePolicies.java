package dev.frontrow.waitingroom.challenge;

import dev.frontrow.cluster.TestNodes;
import dev.frontrow.sharing.RateLimitSwitch;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanFactory;

/// Makes challenge policies for tests of the waiting room.
public final class ChallengePolicies {

    private ChallengePolicies() {}

    /// The server's own policy, but with rate limits: a server without them suspects nobody.
    public static ChallengePolicy withRateLimits(BeanFactory server) {
        return new ChallengePolicy(
                server.getBean(Challenges.class),
                server.getBean(SuspicionProperties.class),
                new RateLimitSwitch(true),
                server.getBean(InstantSource.class),
                TestNodes.of(1));
    }
}
