package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Who reaches seats, holds and payments, and the refusals for others. Each case is tried at all three.
class AdmissionGateTest extends ServerTest {

    @Autowired
    DataSource dataSource;

    @Autowired
    QueueTokens queueTokens;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void fanWithHold() {
        stage = Stage.with(api(), clock(), Map.of("capacity", 2));
        fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1").expect(201);
    }

    @Test
    void refusesRequestsWithoutToken() {
        refusedEverywhere(fan.api(), 401, "queue-token-invalid");
    }

    @Test
    void refusesForgedTokens() {
        String genuine = fan.queueToken();
        for (int i = 0; i < genuine.length(); i++) {
            char other = genuine.charAt(i) == 'A' ? 'B' : 'A';
            String forged = genuine.substring(0, i) + other + genuine.substring(i + 1);
            assertThat(queueTokens.read(forged)).as(forged).isEmpty();
        }
        refusedEverywhere(fan.api().queueToken(flipped(genuine)), 401, "queue-token-invalid");
        refusedEverywhere(fan.api().queueToken("q1." + "A".repeat(96)), 401, "queue-token-invalid");
        refusedEverywhere(fan.api().queueToken("none"), 401, "queue-token-invalid");
    }

    @Test
    void refusesCutAndLengthenedTokens() {
        String genuine = fan.queueToken();
        for (int length = 0; length < genuine.length(); length++) {
            assertThat(queueTokens.read(genuine.substring(0, length))).isEmpty();
        }
        refusedEverywhere(fan.api().queueToken(genuine.substring(0, 50)), 401, "queue-token-invalid");
        refusedEverywhere(fan.api().queueToken(genuine + "A"), 401, "queue-token-invalid");
    }

    @Test
    void refusesTokenOfAnotherBuyer() {
        refusedEverywhere(stage.fan().api().queueToken(fan.queueToken()), 401, "queue-token-invalid");
    }

    @Test
    void refusesTokenOfAnotherConcert() {
        Stage elsewhere = Stage.open(api(), clock());
        Fan sameBuyer = crowd().sameBuyerAt(fan, elsewhere).joinsAndEnters();

        refusedEverywhere(fan.api().queueToken(sameBuyer.queueToken()), 401, "queue-token-invalid");
    }

    @Test
    void refusesWhoeverIsStillWaiting() {
        stage.fan().joinsAndEnters();
        Fan waiting = stage.fan();
        assertThat(waiting.joins().body().path("state").asString()).isEqualTo("WAITING");

        refusedEverywhere(waiting.admittedApi(), 403, "not-admitted");
    }

    @Test
    void refusesWhoeverHasNotEnteredThoughTheirTurnHasCome() {
        stage.fan().joinsAndEnters();
        Fan called = stage.fan();
        called.joins();
        stage.steer(Map.of("capacity", 10)).expect(200);

        refusedEverywhere(called.admittedApi(), 403, "not-admitted");
    }

    @Test
    void refusesWhoseAdmissionHasExpired() {
        clock().advance(Duration.ofMinutes(10));

        refusedEverywhere(fan.admittedApi(), 403, "admission-over");
    }

    @Test
    void refusesWhoeverHasFinishedWithPayment() {
        fan.pays("paid").expect(201);

        refusedEverywhere(fan.admittedApi(), 403, "admission-over");
    }

    @Test
    void refusesWhoeverLeft() {
        fan.leaves().expect(204);

        refusedEverywhere(fan.admittedApi(), 403, "admission-over");
    }

    @Test
    void knowsWhoIsOverAlsoAfterMemoryWasLost(@Autowired Rooms rooms) {
        fan.pays("paid").expect(201);
        rooms.forget(stage.concertId());

        refusedEverywhere(fan.admittedApi(), 403, "admission-over");
    }

    @Test
    void knowsWhoIsOverAlsoWhenMemoryWasLostAfterTheAdmissionsTime(@Autowired Rooms rooms) {
        fan.pays("paid").expect(201);
        clock().advance(Duration.ofMinutes(11));
        rooms.forget(stage.concertId());

        refusedEverywhere(fan.admittedApi(), 403, "admission-over");
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("FINISHED");
    }

    /// An answered key only lets the repeat of that same command through the gate.
    @ParameterizedTest
    @EnumSource(
            value = PlaceState.class,
            names = {"FINISHED", "LEFT", "EXPIRED"})
    void answeredKeyOpensNothingElse(PlaceState over) {
        fan.api()
                .idempotencyKey("top-up")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000))
                .expect(201);
        fan.admittedApi()
                .idempotencyKey("held")
                .post("/api/v1/holds", holdForm("2"))
                .expect(201);
        switch (over) {
            case FINISHED -> fan.pays("paid").expect(201);
            case LEFT -> fan.leaves().expect(204);
            default -> clock().advance(Duration.ofMinutes(10));
        }

        for (String key : List.of("top-up", "held", "never used")) {
            ApiClient keyed = fan.admittedApi().idempotencyKey(key);
            int refused = key.equals("never used") ? 403 : 422;
            keyed.get("/api/v1/performances/" + stage.performanceId() + "/seats")
                    .expectProblem(403, "admission-over");
            keyed.get("/api/v1/performances/" + stage.performanceId() + "/seats/stream")
                    .expectProblem(403, "admission-over");
            keyed.post("/api/v1/holds/" + fan.holdId() + "/extension").expectProblem(403, "admission-over");
            keyed.post("/api/v1/payments", Map.of("holdId", fan.holdId())).expect(refused);
            keyed.post("/api/v1/holds", holdForm("3")).expect(refused);
        }
        fan.admittedApi()
                .idempotencyKey("held")
                .post("/api/v1/holds", holdForm("2"))
                .expect(201);
    }

    private Map<String, ?> holdForm(String seat) {
        return Map.of("performanceId", stage.performanceId(), "seats", List.of(seat));
    }

    @Test
    void refusesEveryoneWithoutAccessTokenFirst() {
        refusedEverywhere(api().queueToken(fan.queueToken()), 401, "unauthenticated");
    }

    @Test
    void noSpellingOfTheAddressLeadsAround() {
        for (String path : List.of(
                "/api/v1/holds/",
                "/api/v1//holds",
                "/api/v1/%68olds",
                "/api/v1/holds;x=y",
                "/api/v1/./holds",
                "/API/v1/holds")) {
            Answer answer = fan.api().post(path, Map.of("performanceId", stage.performanceId(), "seats", List.of("5")));
            assertThat(answer.status()).as(path).isBetween(400, 499);
        }
        assertThat(fan.seatStatus("5")).isEqualTo("FREE");
    }

    private void refusedEverywhere(ApiClient client, int status, String code) {
        client.get("/api/v1/performances/" + stage.performanceId() + "/seats").expectProblem(status, code);
        client.get("/api/v1/performances/" + stage.performanceId() + "/seats?status=FREE")
                .expectProblem(status, code);
        client.post("/api/v1/holds", Map.of("performanceId", stage.performanceId(), "seats", List.of("7")))
                .expectProblem(status, code);
        client.post("/api/v1/holds/" + fan.holdId() + "/extension").expectProblem(status, code);
        client.idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/payments", Map.of("holdId", fan.holdId()))
                .expectProblem(status, code);
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    private static String flipped(String token) {
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A');
    }
}
