package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.cluster.JobsElsewhere;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class HoldTest extends ServerTest {

    @Autowired
    HoldExpiry holdExpiry;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void admittedFan() {
        stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(
                                Stage.performance(clock().instant(), 7),
                                Map.of(
                                        "startsAt",
                                        clock().instant()
                                                .plus(Duration.ofDays(8))
                                                .toString(),
                                        "seatCount",
                                        60))));
        fan = stage.fan().joinsAndEnters();
    }

    @Test
    void holdsSeatsForFiveMinutesAtTheCatalogsPrices() {
        var hold = fan.holds("1", "50").expect(201).body();

        assertThat(hold.path("status").asString()).isEqualTo("HELD");
        assertThat(hold.path("seats"))
                .extracting(seat -> seat.path("amountMinor").asLong())
                .containsExactly(Stage.FRONT_PRICE, Stage.BACK_PRICE);
        assertThat(hold.path("totalMinor").asLong()).isEqualTo(Stage.FRONT_PRICE + Stage.BACK_PRICE);
        assertThat(hold.path("currency").asString()).isEqualTo("KRW");
        assertThat(Instant.parse(hold.path("expiresAt").asString()))
                .isEqualTo(clock().instant().plus(Duration.ofMinutes(5)));
        assertThat(fan.api().get("/api/v1/holds/" + fan.holdId()).expect(200).body())
                .isEqualTo(hold);
    }

    @Test
    void rejectsHoldOnSeatAlreadyHeldAndNamesItInBothLanguages() {
        fan.holds("12").expect(201);
        Fan other = stage.fan().joinsAndEnters();

        var refusal = other.holds("11", "12").expectProblem(409, "seat-taken");

        assertThat(refusal.body().path("takenSeats"))
                .extracting(JsonNode::asString)
                .containsExactly("12");
        assertThat(other.seatStatus("11")).isEqualTo("FREE");
        var korean = other.admittedApi()
                .language("ko-KR,ko;q=0.9")
                .post("/api/v1/holds", Map.of("performanceId", stage.performanceId(), "seats", List.of("12")));
        assertThat(korean.body().path("detail").asString()).isEqualTo("이미 선택된 좌석입니다.");
    }

    @Test
    void rejectsHoldOnOnesOwnHeldSeat() {
        fan.holds("12").expect(201);
        fan.holds("12").expectProblem(409, "seat-taken");
    }

    @Test
    void seatOfExpiredHoldCanBeHeldAndSoldAtOnceWithoutAnySweep() {
        fan.holds("20", "21").expect(201);
        fan.topsUp(1_000_000).expect(201);
        Fan other = stage.fan().joinsAndEnters();
        other.topsUp(1_000_000).expect(201);
        other.holds("20").expectProblem(409, "seat-taken");

        clock().advance(Duration.ofMinutes(5));

        assertThat(other.seatStatus("20")).isEqualTo("FREE");
        other.holds("20").expect(201);
        other.pays("mine now").expect(201);
        fan.pays("too late").expectProblem(409, "hold-expired");
        assertThat(fan.balance()).isEqualTo(1_000_000);
        assertThat(fan.seatStatus("20")).isEqualTo("SOLD");
        assertThat(fan.seatStatus("21")).isEqualTo("FREE");
        assertThat(fan.api()
                        .get("/api/v1/holds/" + fan.holdId())
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("EXPIRED");
    }

    @Test
    void holdLastsUntilTheVeryEndOfItsTime() {
        fan.holds("22").expect(201);
        fan.topsUp(1_000_000).expect(201);

        clock().advance(Duration.ofMinutes(5).minusMillis(1));

        stage.fan().joinsAndEnters().holds("22").expectProblem(409, "seat-taken");
        fan.pays("just in time").expect(201);
    }

    @Test
    void sweepEndsOverdueHoldsAndLeavesSeatsOfTheirNewOwnersAlone() {
        fan.holds("23", "24").expect(201);
        clock().advance(Duration.ofMinutes(5));
        Fan other = stage.fan().joinsAndEnters();
        other.holds("23").expect(201);

        assertThat(new HoldExpiryJob(holdExpiry, JobsElsewhere.jobs()).run())
                .as("on another node")
                .isZero();
        assertThat(holdExpiry.sweep()).isPositive();
        holdExpiry.sweep();

        assertThat(other.seatStatus("23")).isEqualTo("HELD");
        assertThat(other.seatStatus("24")).isEqualTo("FREE");
    }

    @Test
    void releasedSeatsAreFreeForOthersAtOnce() {
        fan.holds("25").expect(201);

        fan.releases().expect(204);

        fan.releases().expect(204);
        stage.fan().joinsAndEnters().holds("25").expect(201);
        fan.topsUp(1_000_000);
        fan.pays("released").expectProblem(409, "hold-expired");
    }

    @Test
    void limitsSeatsPerBuyerOverHeldAndBoughtOnes() {
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1", "2", "3", "4", "5").expectProblem(422, "seat-limit-exceeded");
        fan.holds("1", "2", "3").expect(201);
        fan.holds("4", "5").expectProblem(422, "seat-limit-exceeded");
        fan.pays("three").expect(201);

        fan.joinsAndEnters();

        fan.holds("4", "5").expectProblem(422, "seat-limit-exceeded");
        fan.holds("4").expect(201);
    }

    @Test
    void seatsOfAnEndedHoldDoNotCountTowardsTheLimit() {
        fan.holds("1", "2", "3", "4").expect(201);
        clock().advance(Duration.ofMinutes(5));
        fan.holds("5", "6").expect(201);
        fan.releases().expect(204);
        fan.holds("7", "8", "9", "10").expect(201);
    }

    @Test
    void theLimitIsPerPerformance() {
        fan.holds("1", "2", "3", "4").expect(201);
        fan.holdsAt(stage.performanceIds().get(1), "1", "2", "3", "4").expect(201);
    }

    @Test
    void rejectsSeatOfAnotherPerformance() {
        var refusal = fan.holds("1", "51").expectProblem(422, "seat-unknown");

        assertThat(refusal.body().path("unknownSeats"))
                .extracting(JsonNode::asString)
                .containsExactly("51");
        fan.holdsAt(stage.performanceIds().get(1), "51").expect(201);
    }

    @Test
    void rejectsPerformanceOfAnotherConcert() {
        Stage other = Stage.open(api(), clock());
        fan.holdsAt(other.performanceId(), "1").expectProblem(401, "queue-token-invalid");
        fan.holdsAt(987_654_321, "1").expectProblem(404, "performance-unknown");
    }

    @Test
    void rejectsPricesFromTheClient() {
        fan.admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of("performanceId", stage.performanceId(), "seats", List.of("1"), "totalMinor", 1))
                .expectProblem(400, "request-invalid");
        fan.admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of("performanceId", stage.performanceId(), "seats", List.of(Map.of("seat", "1"))))
                .expectProblem(400, "request-invalid");
    }

    @Test
    void rejectsTheSameSeatTwiceInOneRequest() {
        assertThat(fan.holds("1", "1").expectProblem(400, "request-invalid").fault("seats[1]"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ""    | is required
            " "   | is required
            "　"  | is required
            null  | is required
            "12345678901234567890123456789012345678901" | must have at most 40 characters
            """, quoteCharacter = '~')
    void namesTheFirstSeatThatCannotBeOne(String seat, String fault) {
        String body = """
                {"performanceId": %d, "seats": ["1", %s, %s]}
                """.formatted(stage.performanceId(), seat, seat);

        Answer refusal = fan.admittedApi().raw("POST", "/api/v1/holds", body).expectProblem(400, "request-invalid");

        assertThat(refusal.body().path("errors")).hasSize(1);
        assertThat(refusal.fault("seats[1]")).isEqualTo(fault);
        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
    }

    /// Naming each invalid seat would cost more than a thousand sales.
    @Test
    void rejectsListThatIsTooLongWithoutLookingAtItsSeats() {
        String empty = String.join(",", Collections.nCopies(21_000, "\"\""));
        String body = """
                {"performanceId": %d, "seats": [%s]}
                """.formatted(stage.performanceId(), empty);

        Answer refusal = fan.admittedApi().raw("POST", "/api/v1/holds", body).expectProblem(400, "request-invalid");

        assertThat(refusal.body().path("errors")).hasSize(1);
        assertThat(refusal.fault("seats")).isNotEmpty();
        fan.holds(IntStream.rangeClosed(1, 101).mapToObj(Integer::toString).toArray(String[]::new))
                .expectProblem(400, "request-invalid");
    }

    @Test
    void rejectsHoldsOncePerformanceHasBegunOrTheSaleHasClosed() {
        Stage soon = Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(Map.of(
                                "startsAt",
                                clock().instant().plus(Duration.ofMinutes(1)).toString()))));
        Fan late = soon.fan().joinsAndEnters();
        clock().advance(Duration.ofMinutes(1));
        late.holds("1").expectProblem(409, "sale-closed");

        stage.steer(Map.of("phase", "CLOSED")).expect(200);
        fan.holds("1").expectProblem(409, "sale-closed");
    }

    @Test
    void somebodyElsesHoldDoesNotExist() {
        fan.holds("1").expect(201);
        Fan other = stage.fan().joinsAndEnters();
        other.api().get("/api/v1/holds/" + fan.holdId()).expectProblem(404, "hold-unknown");
        other.api().delete("/api/v1/holds/" + fan.holdId()).expectProblem(404, "hold-unknown");
        other.admittedApi()
                .idempotencyKey("theirs")
                .post("/api/v1/payments", Map.of("holdId", fan.holdId()))
                .expectProblem(404, "hold-unknown");
        assertThat(other.seatStatus("1")).isEqualTo("HELD");
    }

    @Test
    void repeatWithTheSameIdempotencyKeyAnswersTheSameHold() {
        var request = Map.of("performanceId", stage.performanceId(), "seats", List.of("30"));
        var keyed = fan.admittedApi().idempotencyKey(UUID.randomUUID().toString());
        var first = keyed.post("/api/v1/holds", request).expect(201);

        assertThat(keyed.post("/api/v1/holds", request).expect(201).text()).isEqualTo(first.text());
        keyed.post("/api/v1/holds", Map.of("performanceId", stage.performanceId(), "seats", List.of("31")))
                .expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void freezingStopsTheClocksOfHoldsAndUnfreezingLetsThemGoOn() {
        fan.holds("40").expect(201);
        clock().advance(Duration.ofMinutes(4));
        stage.steer(Map.of("phase", "PAUSED", "freezeHolds", true)).expect(200);
        clock().advance(Duration.ofMinutes(50));
        fan.polls();
        fan.holds("41").expect(201);
        String second = fan.holdId();

        stage.steer(Map.of("phase", "OPEN", "freezeHolds", false)).expect(200);

        clock().advance(Duration.ofSeconds(30));
        assertThat(holdStatus(second)).isEqualTo("HELD");
        assertThat(fan.seatStatus("40")).isEqualTo("HELD");
        clock().advance(Duration.ofSeconds(29));
        assertThat(fan.seatStatus("40")).isEqualTo("HELD");
        clock().advance(Duration.ofSeconds(1));
        assertThat(fan.seatStatus("40")).isEqualTo("FREE");
        assertThat(holdStatus(second)).isEqualTo("HELD");
    }

    @Test
    void freezeThatRanOutCanBeBegunAnew() {
        stage.steer(Map.of("freezeHolds", true)).expect(200);
        clock().advance(Duration.ofMinutes(61));
        Fan later = stage.fan().joinsAndEnters();
        later.holds("45").expect(201);

        api().asOperator()
                .patch("/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room", Map.of("freezeHolds", true))
                .expect(200);

        clock().advance(Duration.ofMinutes(30));
        assertThat(later.seatStatus("45")).isEqualTo("HELD");
    }

    @Test
    void seatListAnswers304UntilSomethingChanges() {
        var list = fan.seesSeats().expect(200);
        var unchanged = fan.admittedApi().with("If-None-Match", list.header("ETag"));
        String path = "/api/v1/performances/" + stage.performanceId() + "/seats";
        unchanged.get(path).expect(304);

        fan.holds("2").expect(201);

        assertThat(unchanged.get(path).expect(200).body().path("version").asLong())
                .isGreaterThan(list.body().path("version").asLong());
    }

    @Test
    void filtersSeatsByStatusAndSaysWhenThereAreNone() {
        String path = "/api/v1/performances/" + stage.performanceId() + "/seats?status=";
        fan.holds("2").expect(201);
        assertThat(fan.admittedApi().get(path + "FREE").expect(200).body().path("seats"))
                .hasSize(49);
        assertThat(fan.admittedApi().get(path + "HELD").expect(200).body().path("seats"))
                .hasSize(1);
        fan.admittedApi().get(path + "SOLD").expectProblem(404, "no-seats-available");
        fan.admittedApi().get("/api/v1/performances/987654321/seats").expectProblem(404, "performance-unknown");
    }

    private String holdStatus(String holdId) {
        return fan.api()
                .get("/api/v1/holds/" + holdId)
                .expect(200)
                .body()
                .path("status")
                .asString();
    }
}
