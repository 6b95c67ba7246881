package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.TestClock;
import dev.frontrow.identity.Guesses.Key;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private static final Duration NONE = Duration.ZERO;

    private final TestClock clock = new TestClock(Instant.parse("2026-12-24T19:00:00Z"));
    private int nodes = 1;
    private final Guesses guesses = new Guesses(
            new Guesses.Terms(3, 5, Duration.ofMinutes(10), Duration.ofMinutes(5)), 1_000, clock, () -> nodes);
    private final Key key = Key.of("jane");

    private void guessesWrong(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses.begin(key)).as("guess %d", i).isEqualTo(NONE);
            guesses.wrong(key);
        }
    }

    @Test
    void doublesThePauseAfterTheFreeOnes() {
        guessesWrong(3);

        for (int seconds : new int[] {1, 2, 4, 8, 16}) {
            Duration pause = guesses.begin(key);
            assertThat(pause).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(pause);
            guessesWrong(1);
        }
    }

    /// As if every node had counted each of them.
    @Test
    void countsAWrongGuessForEachLiveNode() {
        nodes = 3;

        guessesWrong(1);
        assertThat(guesses.begin(key)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void looksAtNoGuessDuringThePause() {
        guessesWrong(3);

        clock.advance(Duration.ofMillis(999));
        assertThat(guesses.begin(key)).isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(guesses.begin(key)).isEqualTo(NONE);
    }

    @Test
    void neverPausesForLongerThanTheLongestPause() {
        for (int i = 0; i < 100; i++) {
            clock.advance(guesses.begin(key));
            guesses.undone(key);
            guesses.begin(key);
            guesses.wrong(key);
        }

        assertThat(guesses.begin(key)).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void forgetsWithTime() {
        guessesWrong(3);
        assertThat(guesses.begin(key)).isPositive();

        clock.advance(Duration.ofMinutes(30));

        guessesWrong(3);
    }

    @Test
    void forgetsSlipsAfterARightGuess() {
        guessesWrong(2);
        guesses.begin(key);
        guesses.right(key);

        guessesWrong(3);
    }

    @Test
    void countsThoseThatAreBeingLookedAt() {
        for (int i = 0; i < 5; i++) {
            assertThat(guesses.begin(key)).isEqualTo(NONE);
        }
        assertThat(guesses.begin(key)).isPositive();

        guesses.undone(key);

        assertThat(guesses.begin(key)).isEqualTo(NONE);
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 20_000; i++) {
            Key another = Key.of("name " + i);
            guesses.begin(another);
            guesses.wrong(another);
        }

        assertThat(guesses.keys()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void tellsKeysApart() {
        assertThat(Key.of("ab", "c")).isNotEqualTo(Key.of("a", "bc")).isEqualTo(Key.of("ab", "c"));
    }
}
