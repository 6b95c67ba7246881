package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frontrow.figures.Bar;
import dev.frontrow.figures.Unit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {

    private final Turns turns = new Turns();

    @Test
    void findsNothingWrongWithALineInOrder() {
        turns.moved(0, 5);
        turns.letIn(2);
        turns.letIn(1);
        turns.waits(6);
        turns.moved(5, 5);

        assertThat(turns.outOfTurn()).isZero();
    }

    @Test
    void noticesWhoWaitsBehindWhomAnotherWasLetIn() {
        turns.letIn(7);
        turns.waits(6);

        assertThat(turns.outOfTurn()).isEqualTo(1);
    }

    @Test
    void noticesALineThatMovesBack() {
        turns.moved(5, 4);

        assertThat(turns.outOfTurn()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 101, 500})
    void countsAsTheNaiveTauDoes(int length) {
        var dice = new SplittableRandom(length);
        // Some turns are in the same second.
        int[] seconds = dice.ints(length, 0, length).toArray();

        assertThat(Turns.kendallTau(seconds)).isCloseTo(naiveTau(seconds), within(1e-12));
    }

    @Test
    void isOneForOrderOnly() {
        assertThat(Turns.kendallTau(new int[] {1, 2, 2, 9})).isEqualTo(1);
        assertThat(Turns.kendallTau(new int[] {9, 2, 1})).isEqualTo(-1);
        assertThat(Turns.kendallTau(new int[] {4})).isEqualTo(1);
    }

    @Test
    void showsOnePairOutOfOrderAmongAMillion() {
        int[] seconds = new int[1_000_000];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = i;
        }
        seconds[0] = 1;
        seconds[1] = 0;

        double tau = Turns.kendallTau(seconds);

        assertThat(Bar.exactly(1).isMetBy(tau)).isFalse();
        assertThat(Unit.TAU.show(tau)).isNotEqualTo(Unit.TAU.show(1));
    }

    @Test
    void leavesTheSecondsAsTheyAre() {
        int[] seconds = {3, 1, 2};
        Turns.kendallTau(seconds);

        assertThat(seconds).containsExactly(3, 1, 2);
    }

    private static double naiveTau(int[] seconds) {
        long pairs = 0;
        long sum = 0;
        for (int first = 0; first < seconds.length; first++) {
            for (int second = first + 1; second < seconds.length; second++) {
                pairs++;
                sum += seconds[first] <= seconds[second] ? 1 : -1;
            }
        }
        return (double) sum / pairs;
    }
}
