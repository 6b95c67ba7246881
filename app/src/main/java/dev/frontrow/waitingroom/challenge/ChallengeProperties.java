package dev.frontrow.waitingroom.challenge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of challenges.
///
/// @param maxNumber the largest possible answer; finding it takes about half as many hashes
/// @param ttl       how long a challenge may be answered, from 1 second to 1 day
@ConfigurationProperties("frontrow.waiting-room.challenge")
record ChallengeProperties(
        @DefaultValue("50000") int maxNumber,
        @DefaultValue("PT10M") Duration ttl) {

    /// Above this a phone would compute for many minutes.
    private static final int NUMBER_MAX = 10_000_000;

    private static final Duration TTL_MIN = Duration.ofSeconds(1);
    private static final Duration TTL_MAX = Duration.ofDays(1);

    ChallengeProperties {
        if (maxNumber < 1 || maxNumber > NUMBER_MAX) {
            throw new IllegalArgumentException(
                    "frontrow.waiting-room.challenge.max-number must be from 1 to %d".formatted(NUMBER_MAX));
        }
        if (ttl.compareTo(TTL_MIN) < 0 || ttl.compareTo(TTL_MAX) > 0) {
            throw new IllegalArgumentException("frontrow.waiting-room.challenge.ttl must be from PT1S to P1D");
        }
    }
}
