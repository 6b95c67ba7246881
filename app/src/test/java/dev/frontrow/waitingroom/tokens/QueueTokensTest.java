package dev.frontrow.waitingroom.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.identity.keys.TestKeys;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.ToldWait;
import java.time.Instant;
import java.util.List;
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
    void tellsWhatTheBearerWasToldAndCostsNoSignature() {
        var known = new ToldWait(Instant.parse("2026-12-24T19:00:30Z"), Instant.parse("2026-12-24T20:00:00Z"), 70_000);
        var unknown = new ToldWait(known.at(), null, 0);
        String text = before.write(TOKEN);

        for (ToldWait told : List.of(known, unknown)) {
            String telling = QueueTokens.telling(text, told);
            assertThat(before.read(telling)).contains(TOKEN.telling(told));
            assertThat(before.write(TOKEN.telling(told))).isEqualTo(telling);
            assertThat(QueueTokens.telling(telling, known)).isEqualTo(QueueTokens.telling(text, known));
            assertThat(QueueTokens.untold(telling)).isEqualTo(text);
        }
    }

    @Test
    void refusesWhatIsNoTellingOfAToken() {
        String text = before.write(TOKEN);
        String telling = QueueTokens.telling(text, new ToldWait(TOKEN.joinedAt(), null, 0));

        for (String wrong : List.of(
                telling + "A",
                telling.substring(0, telling.length() - 1),
                text + "****************",
                "q1.B" + telling.substring(4),
                text + text)) {
            assertThat(before.read(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void refusesTokensOfAnUnknownKey() {
        assertThat(before.read(rotated.write(TOKEN))).isEmpty();
        assertThat(rotated.read(new QueueTokens(TestKeys.of(3)).write(TOKEN))).isEmpty();
        assertThat(new QueueTokens(TestKeys.of(3, 2)).read(before.write(TOKEN))).isEmpty();
    }
}
