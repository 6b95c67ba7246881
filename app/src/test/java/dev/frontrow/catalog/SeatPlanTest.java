package dev.frontrow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The positions of seats, from which clients draw the map.
class SeatPlanTest extends ServerTest {

    @Test
    void placesEachSeatOfTheList() {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();

        JsonNode plan =
                api().get(address(fan.stage().performanceId())).expect(200).body();

        Set<String> spots = new HashSet<>();
        plan.path("runs").forEach(run -> {
            for (int i = 0; i < run.path("count").asInt(); i++) {
                int x = run.path("x").asInt() + i * run.path("step").asInt();
                spots.add(run.path("first").asInt() + i + "@" + x + ","
                        + run.path("y").asInt());
            }
        });
        assertThat(spots).hasSize(50).contains("0@-9,2", "9@9,2", "49@9,10");
        assertThat(plan.path("halfWidth").asInt()).isEqualTo(10);
        assertThat(plan.path("depth").asInt()).isEqualTo(10);
        assertThat(plan.path("sections")).hasSize(1);
    }

    @Test
    void mayBeKeptByAnybody() {
        long performanceId = Stage.open(api(), clock()).performanceId();

        assertThat(api().get(address(performanceId)).expect(200).header("Cache-Control"))
                .contains("public")
                .contains("max-age=300");
    }

    @Test
    void isUnknownOfUnknownPerformances() {
        api().get(address(987_654_321)).expectProblem(404, "performance-unknown");
        api().get("/api/v1/performances/x/seat-plan").expectProblem(404, "performance-unknown");
    }

    private static String address(long performanceId) {
        return "/api/v1/performances/" + performanceId + "/seat-plan";
    }
}
