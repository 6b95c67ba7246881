package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowUpRateTest {

    private static final double MEMORY = 600;
    private static final double FLOOR = 0.3;

    private final ShowUpRate showUp = new ShowUpRate(0.9, FLOOR);

    @Test
    void believesItsStartBeforeAnybodyWasCalled() {
        assertThat(showUp.chance()).isCloseTo(0.9, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.5, 0.8, 0.95, 1})
    void learnsWhatShareComes(double share) {
        var dice = new SplittableRandom(1);
        for (int call = 0; call < 2_000; call++) {
            int came = 0;
            for (int i = 0; i < 10; i++) {
                came += dice.nextDouble() < share ? 1 : 0;
            }
            showUp.learn(10, came, MEMORY);
        }

        assertThat(showUp.chance()).isCloseTo(share, within(0.06));
    }

    @Test
    void forgetsWhatIsLongPast() {
        for (int call = 0; call < 1_000; call++) {
            showUp.learn(10, 4, MEMORY);
        }
        for (int call = 0; call < 1_000; call++) {
            showUp.learn(10, 9, MEMORY);
        }

        assertThat(showUp.chance()).isCloseTo(0.9, within(0.01));
    }

    @Test
    void neverBelievesInLessThanItsFloor() {
        for (int call = 0; call < 10_000; call++) {
            showUp.learn(10, 0, MEMORY);
            assertThat(showUp.chance()).isGreaterThanOrEqualTo(FLOOR);
        }
    }

    @Test
    void neverBelievesInMoreThanAll() {
        for (int call = 0; call < 100; call++) {
            showUp.learn(0, 1, MEMORY);
            assertThat(showUp.chance()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void oneMissingPersonIsNoReasonToDespair() {
        showUp.learn(1, 0, 1);

        assertThat(showUp.chance()).isGreaterThan(0.8);
    }

    @Test
    void nothingLearnedChangesNothing() {
        double before = showUp.chance();

        showUp.learn(0, 0, MEMORY);

        assertThat(showUp.chance()).isEqualTo(before);
    }
}
