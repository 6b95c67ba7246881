package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.web.fast.FastPathSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@Import(FastPathSwitch.class)
class PresenceByPollTest extends ServerTest {

    @Autowired
    private FastPathSwitch fastPaths;

    @Autowired
    private AdmissionTick admission;

    @AfterEach
    void switchOn() {
        fastPaths.turn(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPollsIsThereByWhicheverPath(boolean fast) {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1, "admitPerMinute", 1));
        List<Fan> fans = crowd().of(3, stage);
        fans.forEach(Fan::joins);
        clock().advance(Duration.ofSeconds(80));
        fastPaths.turn(fast);
        long before = fastPaths.answered();

        fans.getLast().polls().expect(200);

        assertThat(fastPaths.answered() - before).isEqualTo(fast ? 1 : 0);
        for (int i = 0; i < 20; i++) {
            clock().advance(Duration.ofSeconds(1));
            admission.tick();
        }
        // The other one joined 100 seconds ago and has not polled since.
        assertThat(stage.roomStatus().body().path("waiting").asLong()).isEqualTo(1);
    }
}
