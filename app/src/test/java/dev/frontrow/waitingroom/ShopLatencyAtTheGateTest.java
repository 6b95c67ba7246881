package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.waitingroom.latency.ShopLatency;
import dev.frontrow.waitingroom.latency.ShopLatency.Window;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Which requests are timed. The last request of each test is timed, so that waiting for it also waits for
/// earlier ones.
class ShopLatencyAtTheGateTest extends ServerTest {

    @Autowired
    ShopLatency latency;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void admittedFan() {
        stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
    }

    @Test
    void timesHoldsAndPayments() {
        fan.holds("1").expect(201);
        fan.pays("first").expect(201);

        assertCounted(2);
    }

    @Test
    void timesWhatTheShopItselfRefuses() {
        fan.holds("no such seat").expectProblem(422, "seat-unknown");
        fan.holds("1", "2", "3", "4", "5").expectProblem(422, "seat-limit-exceeded");
        fan.admittedApi().post("/api/v1/holds", Map.of()).expectProblem(400, "request-invalid");

        assertCounted(3);
    }

    @Test
    void doesNotCountWhoIsRefusedAtTheGate() {
        Fan waiting = stage.fan();
        waiting.joins().expect(201);
        for (int i = 0; i < 5; i++) {
            waiting.holds("7").expectProblem(403, "not-admitted");
            fan.api().queueToken("none").post("/api/v1/holds", Map.of()).expectProblem(401, "queue-token-invalid");
        }
        fan.holds("1").expect(201);

        assertCounted(1);
    }

    @Test
    void doesNotCountLooking() {
        fan.seesSeats().expect(200);
        fan.polls().expect(200);
        fan.holds("1").expect(201);
        fan.api().get("/api/v1/holds/" + fan.holdId()).expect(200);
        fan.holds("2").expect(201);

        assertCounted(2);
    }

    @Test
    void countsUnderTheTokensConcert() {
        Stage elsewhere = Stage.open(api(), clock());
        fan.holds("1").expect(201);
        elsewhere.fan().joinsAndEnters().holds("1").expect(201);

        assertCounted(1);
        await().until(() -> latency.drain(elsewhere.concertId()).count() == 1);
    }

    /// A request is counted shortly after its answer was sent.
    private void assertCounted(long wanted) {
        long[] counted = {0};
        await().until(() -> {
            Window window = latency.drain(stage.concertId());
            counted[0] += window.count();
            return counted[0] >= wanted;
        });
        assertThat(counted[0]).isEqualTo(wanted);
    }
}
