package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.frontrow.ApiClient.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/// Two cells: installations with a PostgreSQL each and the same signing key. Each sells its own concerts to everybody.
class CellsTest {

    private static final Map<String, String> SAME_KEY =
            Map.of("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");

    @TempDir
    Path folder;

    @Execution(CONCURRENT)
    @Test
    void oneAccountBuysInEachCellAndEachKeepsItsOwnBooks() throws Exception {
        try (var home = ServerProcess.start(folder.resolve("home"), SAME_KEY);
                var other = ServerProcess.start(folder.resolve("other"), SAME_KEY)) {
            String accessToken = home.api().asNewBuyer().accessToken();

            for (ServerProcess cell : List.of(home, other)) {
                ApiClient fan = cell.api().bearer(accessToken);
                assertThat(buys(fan, concert(cell.api())).status()).isEqualTo(201);
                Audit.of(cell.database()).findsNoContradiction(Instant.now());
                assertThat(fan.get("/api/v1/tickets").expect(200).body().path("tickets"))
                        .hasSize(1);
            }
        }
    }

    /// An account's password is known to its home cell alone.
    @Execution(CONCURRENT)
    @Test
    void fansSignInAtTheirHomeCellOnly() throws Exception {
        try (var home = ServerProcess.start(folder.resolve("sign-in-home"), SAME_KEY);
                var other = ServerProcess.start(folder.resolve("sign-in-other"), SAME_KEY)) {
            var account = Map.of("username", "fan-of-cells", "password", ApiClient.PASSWORD);
            home.api().post("/api/v1/buyers", account).expect(201);

            assertThat(home.api().post("/api/v1/sessions", account).status()).isEqualTo(201);
            assertThat(other.api().post("/api/v1/sessions", account).status()).isEqualTo(401);
        }
    }

    private static long concert(ApiClient api) {
        return api.asOperator()
                .post("/api/v1/operator/concerts", Stage.request(Instant.now()))
                .expect(201)
                .body()
                .path("concertId")
                .asLong();
    }

    private static Answer buys(ApiClient fan, long concertId) {
        String room = "/api/v1/concerts/" + concertId;
        String queueToken = fan.post(room + "/queue-tokens")
                .expect(201)
                .body()
                .path("queueToken")
                .asString();
        ApiClient inLine = fan.queueToken(queueToken);
        while (!inLine.get(room + "/queue-tokens/current")
                .expect(200)
                .body()
                .path("state")
                .asString()
                .equals("ADMITTED")) {
            Thread.onSpinWait();
        }
        long performanceId = fan.get(room)
                .expect(200)
                .body()
                .path("performances")
                .path(0)
                .path("performanceId")
                .asLong();
        var hold = inLine.post("/api/v1/holds", Map.of("performanceId", performanceId, "seats", List.of("1")))
                .expect(201)
                .body();
        fan.idempotencyKey("top up")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", Stage.FRONT_PRICE))
                .expect(201);
        return inLine.idempotencyKey("pay")
                .post("/api/v1/payments", Map.of("holdId", hold.path("holdId").asString()));
    }
}
