package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnoutTest {

    private final Turnout turnout = new Turnout();

    /// Returns the estimated share of all presumed places that are there, whether they have polled yet or not.
    private double thought(long presumed, long answered) {
        return (answered + turnout.chance(answered) * (presumed - answered)) / presumed;
    }

    @Test
    void believesItsStartBeforeAnybodyCouldAsk() {
        turnout.presume(100_000, 10);
        turnout.observe(0, 10);

        assertThat(thought(100_000, 0)).isCloseTo(0.8, within(0.01));
        assertThat(turnout.doubt()).isGreaterThan(0.2);
    }

    /// A poll does not change the estimate while as many poll as expected.
    @Test
    void theLineDoesNotGrowWhileItAsks() {
        turnout.presume(100_000, 0);
        turnout.observe(0, 0);

        for (long answered = 0; answered < 80_000; answered += 1_000) {
            assertThat(thought(100_000, answered)).isCloseTo(0.8, within(0.001));
        }
    }

    /// A hundred thousand places poll within twenty seconds.
    @ParameterizedTest
    @CsvSource({"0.5,2", "0.5,10", "0.5,19", "0.7,2", "0.95,5", "1,10"})
    void knowsHowManyAreThereBeforeAllHaveAsked(double share, int second) {
        turnout.presume(100_000, 0);
        long answered = Math.round(100_000 * share * second / 20);

        turnout.observe(answered, second);

        assertThat(thought(100_000, answered)).isCloseTo(share, within(0.02));
        assertThat(turnout.doubt()).isLessThan(0.02);
    }

    @Test
    void hardlyAnybodyIsThereWhoHasNotAskedInTime() {
        turnout.presume(100_000, 0);
        turnout.observe(60_000, 21);

        assertThat(turnout.chance(60_000)).isLessThan(0.05);
    }

    @Test
    void afterARestartTheyAskLater() {
        turnout.presumeAfterRestart(1_000, 0);
        turnout.observe(350, 15);

        assertThat(thought(1_000, 350)).isCloseTo(0.7, within(0.02));
    }

    @Test
    void staysAChanceWhateverIsObserved() {
        for (long presumed : new long[] {0, 1, 10, 1_000_000}) {
            turnout.presume(presumed, 5);
            for (long answered : new long[] {0, 1, 20, 2_000_000}) {
                for (int second : new int[] {0, 5, 6, 100_000}) {
                    turnout.observe(answered, second);
                    assertThat(turnout.chance(answered)).isBetween(0.0, 1.0);
                    assertThat(turnout.doubt()).isBetween(0.0, 1.0);
                }
            }
        }
    }
}
