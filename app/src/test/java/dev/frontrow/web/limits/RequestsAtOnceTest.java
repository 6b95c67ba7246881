package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// The answers of a server without a free slot.
@TestPropertySource(
        properties = {"frontrow.web.requests-at-once-max=4", "frontrow.web.cors.origins=https://shop.example"})
class RequestsAtOnceTest extends ServerTest {

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    /// One network with signed-in callers gets three quarters of the slots.
    private static final int WAITING = 3;

    private static final int TRIES_MAX = 1_000;

    @Autowired
    ProbeController probe;

    private final List<CompletableFuture<ApiClient.Answer>> waiting = new ArrayList<>();
    private ApiClient buyer;
    private Stage stage;

    @BeforeEach
    void asManyAsMayWait() throws InterruptedException {
        stage = Stage.open(api(), clock());
        seesStatus();
        buyer = newBuyer();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> getsASlot("/api/v1/probe/gate"), THREADS));
        }
        assertThat(probe.arrived.tryAcquire(WAITING, 10, TimeUnit.SECONDS)).isTrue();
    }

    /// A request that was just answered may still have its slot for a moment.
    private ApiClient.Answer getsASlot(String path) {
        ApiClient.Answer answer = buyer.get(path);
        for (int tries = 0; answer.status() == 503 && tries < TRIES_MAX; tries++) {
            answer = buyer.get(path);
        }
        return answer;
    }

    @AfterEach
    void nobodyWaits() {
        probe.released.release(WAITING);
        waiting.forEach(call -> call.join().expect(200));
        getsASlot("/api/v1/probe/caller").expect(200);
    }

    @Test
    void refusesOneRequestMoreThanMayWait() {
        var refusal = buyer.get("/api/v1/probe/caller").expectProblem(503, "busy");

        assertThat(refusal.header("Retry-After")).isEqualTo("1");
        api().get("/api/v1/concerts").expectProblem(503, "busy");
        buyer.post("/api/v1/holds", Map.of("performanceId", 1, "seats", List.of("1")))
                .expectProblem(503, "busy");
    }

    @Test
    void scriptsOfOtherSitesMayReadThat() {
        var refusal = buyer.with("Origin", "https://shop.example")
                .get("/api/v1/probe/caller")
                .expectProblem(503, "busy");

        assertThat(refusal.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(refusal.header("Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(String.join(",", refusal.headers().allValues("Vary"))).contains("Origin");
    }

    @Test
    void whatNeedsNotWaitIsAnswered() {
        seesStatus();
    }

    @Test
    void theServerSaysThatItLives() {
        api().get("/actuator/health/liveness").expect(200);
    }

    private void seesStatus() {
        api().get("/api/v1/concerts/" + stage.concertId() + "/waiting-room").expect(200);
    }
}
