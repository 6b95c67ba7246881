package dev.frontrow.boxoffice.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SeenBuyersTest extends ServerTest {

    private static JsonNode story(Stage stage, String buyerId) {
        return stage.operator()
                .get("/api/v1/operator/buyers/" + buyerId + "/story")
                .expect(200)
                .body();
    }

    /// Who looked somebody up is worth knowing, but not how often they pressed a key.
    @Test
    void writesDownWhoReadAStoryOnceAnHour() {
        Stage stage = Stage.open(api(), clock());
        String buyerId = stage.fan().buyerId();
        story(stage, buyerId);
        story(stage, buyerId);
        assertThat(looksAt(stage, buyerId)).hasSize(1);

        clock().advance(Duration.ofHours(1));
        Stage later = Stage.open(api(), clock());
        story(later, buyerId);

        assertThat(looksAt(later, buyerId))
                .hasSize(2)
                .allMatch(entry -> entry.path("action").asString().equals("LOOKED_UP"));
    }

    @Test
    void writesDownWhoReadAPlaceAHoldOrAnOrder() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        JsonNode paid = fan.buys("13");
        Fan waiting = stage.fan().joinsAndEnters();
        waiting.holds("14").expect(201);

        stage.operator()
                .get("/api/v1/operator/orders/" + paid.path("paymentId").asString())
                .expect(200);
        stage.operator().get("/api/v1/operator/holds/" + waiting.holdId()).expect(200);

        assertThat(looksAt(stage, fan.buyerId())).hasSize(1);
        assertThat(looksAt(stage, waiting.buyerId())).hasSize(1);
    }

    private static JsonNode looksAt(Stage stage, String buyerId) {
        return stage.operator()
                .get("/api/v1/operator/audit?subject=buyer%20" + buyerId)
                .expect(200)
                .body()
                .path("entries");
    }
}
