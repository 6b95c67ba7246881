package dev.frontrow.waitingroom.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.identity.keys.TestKeys;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueueTokensTest {

    private static final QueueToken TOKEN = new QueueToken(
            7,
            UUID.fromString("01a2045b-c7de-7f08-a36e-f81c48c40b8e"),
            new PlaceNumber(Lane.GENERAL, 12),
            Instant.parse("2026-12-24T19:00:00.500Z"),
            null);

    private final QueueTokens before = new QueueTokens(TestKeys.of(1));
    private final QueueTokens rotated = new QueueTokens(TestKeys.of(2, 1));
    private final QueueTokens otherWayRound = new QueueTokens(TestKeys.of(1, 2));

    @Test
    void readsTokensOfEitherKey() {
        assertThat(rotated.read(before.write(TOKEN))).contains(TOKEN);
        assertThat(rotated.read(rotated.write(TOKEN))).contains(TOKEN);
        assertThat(rotated.read(otherWayRound.write(TOKEN))).contains(TOKEN);
        assertThat(otherWayRound.read(rotated.write(TOKEN))).contains(TOKEN);
    }

    @Test
    void signsWithTheFirstKey() {
        assertThat(rotated.write(TOKEN)).isEqualTo(new QueueTokens(TestKeys.of(2)).write(TOKEN));
    }

    @Test
    void refusesTokensOfAnUnknownKey() {
        assertThat(before.read(rotated.write(TOKEN))).isEmpty();
        assertThat(rotated.read(new QueueTokens(TestKeys.of(3)).write(TOKEN))).isEmpty();
        assertThat(new QueueTokens(TestKeys.of(3, 2)).read(before.write(TOKEN))).isEmpty();
    }
}
