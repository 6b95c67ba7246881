package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelTest {

    private final Wheel wheel = new Wheel(4, 10);

    @Test
    void runsWhatIsDueAndNothingElse() {
        wheel.at(3, 0);
        wheel.at(3, 2);
        wheel.at(4, 1);

        assertThat(runAt(2)).isEmpty();
        assertThat(runAt(3)).containsExactlyInAnyOrder(0, 2);
        assertThat(runAt(4)).containsExactly(1);
    }

    @Test
    void runsNothingTwice() {
        wheel.at(3, 0);
        runAt(3);

        assertThat(runAt(3)).isEmpty();
    }

    @Test
    void runsWhatAnEventPlansForLater() {
        wheel.at(1, 0);
        wheel.at(1, 1);
        wheel.run(1, fan -> wheel.at(5 + fan, fan));

        assertThat(runAt(5)).containsExactly(0);
        assertThat(runAt(6)).containsExactly(1);
    }

    @Test
    void forgetsWhatLiesBeyondTheEndOfTime() {
        wheel.at(10, 3);

        for (int second = 0; second < 10; second++) {
            assertThat(runAt(second)).isEmpty();
        }
    }

    private List<Integer> runAt(int second) {
        List<Integer> ran = new ArrayList<>();
        wheel.run(second, ran::add);
        return ran;
    }
}
