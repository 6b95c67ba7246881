package dev.frontrow.reservation.withheld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class WithheldSeatsTest extends AuditedTest {

    @Autowired
    private WithheldSeats seats;

    private Stage stage;
    private ApiClient desk;

    @BeforeEach
    void onSale() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 50, "areas", List.of(Stage.area("Floor", 5, "Back"))));
        desk = newOperator().with("Audit-Reason", "%EC%B4%88%EB%8C%80");
    }

    private String at(String what) {
        return "/api/v1/operator/performances/" + stage.performanceId() + "/" + what;
    }

    private Answer withholds(String... labels) {
        return posts("withheld-seats", Map.of("seats", List.of(labels)));
    }

    private Answer withholdsPlaces(int places) {
        return posts("withheld-places", Map.of("area", "Floor", "places", places));
    }

    private Answer releases(String... labels) {
        return posts("released-seats", Map.of("seats", List.of(labels)));
    }

    /// With a new key.
    private Answer posts(String what, Map<String, ?> form) {
        return desk.idempotencyKey(UUID.randomUUID().toString()).post(at(what), form);
    }

    private Fan fan() {
        return crowd().of(1, stage).getFirst().joinsAndEnters();
    }

    @Test
    void nobodyGetsAWithheldSeatUntilItIsReleased() {
        withholds("1", "2").expect(201);

        Fan fan = fan();
        assertThat(fan.seatStatus("1")).isEqualTo("NOT_FOR_SALE");
        fan.holds("1").expectProblem(409, "seat-taken");
        var line = desk.get(at("withheld-seats")).expect(200).body().path("seats");
        assertThat(line).hasSize(2);
        assertThat(line.path(0).path("reason").asString()).isEqualTo("초대");

        releases("1").expect(200);

        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
        assertThat(fan.seatStatus("2")).isEqualTo("NOT_FOR_SALE");
        fan.holds("1").expect(201);
    }

    /// A freeze and a cancellation change seats in no particular order: whose seats change meanwhile, waits.
    @Test
    void waitsForAFreezeOrACancellation() throws SQLException {
        withholds("1").expect(201);
        try (var _ =
                lockedBy("select pg_advisory_xact_lock(hashtextextended('freeze " + stage.concertId() + "', 0))")) {
            withholds("2").expectProblem(503, "busy");
            releases("1").expectProblem(503, "busy");
            withholdsPlaces(1).expectProblem(503, "busy");
        }

        withholds("2").expect(201);
        releases("1").expect(200);
    }

    @Test
    void takesNoSeatFromSomebodyWhoHoldsOrOwnsIt() {
        Fan fan = fan();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1").expect(201);
        fan.pays(UUID.randomUUID().toString()).expect(201);
        fan().holds("2").expect(201);

        var refused = withholds("1", "2", "3").expectProblem(409, "seat-taken");

        assertThat(refused.body().path("takenSeats")).hasSize(2);
        assertThat(fan().seatStatus("3")).isEqualTo("FREE");
        clock().advance(Duration.ofMinutes(6));
        withholds("2", "3").expect(201);
        withholds("3").expectProblem(409, "seat-taken");
    }

    @Test
    void keepsPlacesOfAnAreaBackByTheirNumber() {
        var kept = withholdsPlaces(3).expect(201).body().path("seats");

        assertThat(fan().freeIn("Floor")).isEqualTo(2);
        withholdsPlaces(3).expectProblem(409, "area-full");
        fan().holdsIn("Floor", 3).expectProblem(409, "area-full");

        releases(kept.path(0).asString()).expect(200);

        fan().holdsIn("Floor", 3).expect(201);
    }

    @Test
    void anAllocationIsFreeWhenItsTimeHasCome() {
        posts(
                        "withheld-seats",
                        Map.of(
                                "seats", List.of("1", "2"),
                                "freeAt", clock().instant().plusSeconds(60).toString()))
                .expect(201);
        withholds("3").expect(201);
        clock().advance(Duration.ofSeconds(59));
        Fan fan = fan();
        seats.sweep();
        assertThat(fan.seatStatus("1")).isEqualTo("NOT_FOR_SALE");

        clock().advance(Duration.ofSeconds(1));
        assertThat(seats.sweep()).isGreaterThanOrEqualTo(2);

        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
        assertThat(fan.seatStatus("2")).isEqualTo("FREE");
        assertThat(fan.seatStatus("3")).isEqualTo("NOT_FOR_SALE");
        assertThat(seats.sweep()).isZero();
    }

    @Test
    void ofAHoldAndAWithholdingAtOnceOneWins() {
        for (int seat = 1; seat <= 10; seat++) {
            String label = Integer.toString(seat);
            Fan fan = fan();

            var answers = Crowd.atOnce(List.of(true, false), holds -> holds ? fan.holds(label) : withholds(label));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            withheld-seats  | {"seats": ["nowhere"]}             | 422 | seat-unknown
            withheld-seats  | {"seats": ["Floor#1"]}             | 422 | seat-unknown
            withheld-seats  | {"seats": []}                      | 400 | request-invalid
            withheld-seats  | {"seats": [null]}                  | 400 | request-invalid
            withheld-places | {"area": "Roof", "places": 1}      | 422 | area-unknown
            withheld-places | {"area": "Floor", "places": 0}     | 400 | request-invalid
            released-seats  | {"seats": ["1"]}                   | 409 | seat-not-withheld
            """)
    void refusesWhatCannotBeKeptBack(String what, String form, int status, String code) {
        desk.idempotencyKey("refused " + what).raw("POST", at(what), form).expectProblem(status, code);
    }

    @Test
    void keepsNoMorePlacesBackForARepeat() {
        ApiClient repeating = desk.idempotencyKey("three places");
        var form = Map.of("area", "Floor", "places", 3);
        String first = repeating.post(at("withheld-places"), form).expect(201).text();

        var answers = Crowd.atOnce(List.of(1, 2, 3), _ -> repeating.post(at("withheld-places"), form));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.text()).isIn(first, inProgress(answer)));
        assertThat(repeating.post(at("withheld-places"), form).expect(201).text())
                .isEqualTo(first);
        assertThat(fan().freeIn("Floor")).isEqualTo(2);
        repeating
                .post(at("withheld-places"), Map.of("area", "Floor", "places", 1))
                .expectProblem(422, "idempotency-key-reused");
    }

    private static String inProgress(Answer answer) {
        return answer.status() == 409 ? answer.text() : "";
    }

    @Test
    void repeatsTheFirstAnswerAlsoWhereTheSeatsHaveChangedSince() {
        ApiClient repeating = desk.idempotencyKey("seat 1");
        var form = Map.of("seats", List.of("1"));
        repeating.post(at("withheld-seats"), form).expect(201);
        releases("1").expect(200);

        repeating.post(at("withheld-seats"), form).expect(201);

        assertThat(fan().seatStatus("1")).isEqualTo("FREE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            withheld-seats  | {"seats": ["1"]}
            withheld-places | {"area": "Floor", "places": 1}
            released-seats  | {"seats": ["1"]}
            """)
    void asksForAKey(String what, String form) {
        desk.raw("POST", at(what), form).expectProblem(400, "idempotency-key-required");
    }

    @Test
    void keepsSeatsOfADraftBackBeforeItIsPublished() {
        Stage draft = Stage.with(api(), clock(), Map.of("draft", true));
        String seatsOfDraft = "/api/v1/operator/performances/" + draft.performanceId() + "/withheld-seats";
        desk.idempotencyKey("draft " + draft.performanceId())
                .post(seatsOfDraft, Map.of("seats", List.of("1")))
                .expect(201);
        assertThat(desk.get(seatsOfDraft).expect(200).body().path("seats")).hasSize(1);

        newOperator()
                .post("/api/v1/operator/concerts/" + draft.concertId() + "/publication", Map.of("version", 1))
                .expect(200);

        Fan fan = crowd().of(1, draft).getFirst().joinsAndEnters();
        fan.holds("1").expectProblem(409, "seat-taken");
        fan.holds("2").expect(201);
    }

    @Test
    void asksForAReasonAnOperatorAndAPerformance() {
        newOperator()
                .idempotencyKey("no reason")
                .post(at("withheld-seats"), Map.of("seats", List.of("1")))
                .expectProblem(422, "reason-required");
        fan().api().post(at("withheld-seats"), Map.of("seats", List.of("1"))).expectProblem(403, "forbidden");
        desk.idempotencyKey("nowhere")
                .post("/api/v1/operator/performances/999999999/withheld-seats", Map.of("seats", List.of("1")))
                .expectProblem(404, "performance-unknown");
        desk.get("/api/v1/operator/performances/999999999/withheld-seats").expectProblem(404, "performance-unknown");
    }
}
