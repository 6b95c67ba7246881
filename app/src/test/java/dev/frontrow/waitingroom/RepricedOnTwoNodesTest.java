package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.news.FeedReading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepricedOnTwoNodesTest extends TwoNodesTest {

    @Test
    void refusesHoldsAtAmountsOfBeforeUntilTheNodeHasHeard() {
        Stage stage = Stage.open(api(), clock());
        Fan entered = owner(stage).of(stage.fan()).joinsAndEnters();
        secondPasses();
        Fan fan = second().of(entered);
        assertThat(fan.seesSeats().expect(200).text()).contains("150000");

        stage.operator()
                .patch(
                        "/api/v1/operator/concerts/" + stage.concertId(),
                        Map.of("version", 1, "priceLevels", List.of(Map.of("name", "Front", "amountMinor", 1_000))))
                .expect(200);

        fan.holds("1").expectProblem(409, "prices-changed");
        FeedReading.at(second().beans());
        assertThat(fan.holds("1").expect(201).body().path("totalMinor").asLong())
                .isEqualTo(1_000);
        assertThat(fan.seesSeats().expect(200).text()).doesNotContain("150000");
    }
}
