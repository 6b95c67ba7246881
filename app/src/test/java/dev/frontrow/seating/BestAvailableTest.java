package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Holds of the best available seats.
class BestAvailableTest extends AuditedTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void partySitsInTheMiddleOfTheFirstRow() {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();

        JsonNode hold = asks(fan, 2).expect(201).body();

        assertThat(seats(hold)).containsExactly("5", "6");
        assertThat(hold.path("totalMinor").asLong()).isEqualTo(2 * Stage.FRONT_PRICE);
        assertThat(fan.seatStatus("5")).isEqualTo("HELD");
    }

    @Test
    void wantedPriceLevelIsKept() {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();

        JsonNode hold =
                asks(fan, Map.of("count", 2, "priceLevel", "Back")).expect(201).body();

        assertThat(hold.path("totalMinor").asLong()).isEqualTo(2 * Stage.BACK_PRICE);
    }

    @ParameterizedTest(name = "{0} is refused at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"performanceId\": %s}'| seats",
                "'{\"performanceId\": %s, \"seats\": [\"1\"], \"bestAvailable\": {\"count\": 2}}'| bestAvailable",
                "'{\"performanceId\": %s, \"seats\": [], \"bestAvailable\": {\"count\": 2}}'| seats",
                "'{\"performanceId\": %s, \"bestAvailable\": {}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": 0}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": -1}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": 101}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": 1.5}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": \"2\"}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": null}}'| bestAvailable.count",
                "'{\"performanceId\": %s, \"bestAvailable\": 2}'| bestAvailable",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": 2, \"row\": \"A\"}}'| bestAvailable.row",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": 2, \"priceLevel\": \"\"}}'"
                        + "| bestAvailable.priceLevel",
                "'{\"performanceId\": %s, \"bestAvailable\": {\"count\": 2, \"priceLevel\": \"Moon\"}}'"
                        + "| bestAvailable.priceLevel"
            })
    void refusesRequestsForSeatsThatMeanNothing(String body, String field) {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();

        Answer answer = fan.admittedApi()
                .raw("POST", "/api/v1/holds", body.formatted(fan.stage().performanceId()))
                .expectProblem(400, "request-invalid");

        assertThat(answer.fault(field)).isNotEmpty();
    }

    @Test
    void refusesMoreThanOneBuyerMayHave() {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();

        asks(fan, 5).expectProblem(422, "seat-limit-exceeded");
        asks(fan, 3).expect(201);
        asks(fan, 2).expectProblem(422, "seat-limit-exceeded");
        asks(fan, 1).expect(201);
    }

    @Test
    void saysWhenSoManyAreNotLeftTogether() {
        Stage stage = house(4);
        List<Fan> fans = crowd().of(3, stage);
        fans.forEach(Fan::joinsAndEnters);
        fans.get(0).holds("2").expect(201);
        fans.get(1).holds("4").expect(201);

        Answer refusal = asks(fans.get(2), 2).expectProblem(409, "no-seats-together");
        assertThat(refusal.body().path("title").asString()).contains("2");
        asks(fans.get(2), 1).expect(201);
    }

    @Test
    void sameKeyGetsTheSameSeats() {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();
        Map<String, ?> body = Map.of("performanceId", fan.stage().performanceId(), "bestAvailable", Map.of("count", 2));
        var keyed = fan.admittedApi().idempotencyKey("one party");

        JsonNode first = keyed.post("/api/v1/holds", body).expect(201).body();

        assertThat(keyed.post("/api/v1/holds", body).expect(201).body()).isEqualTo(first);
    }

    @Test
    void fiftyPairsFillAHouseOfHundredAtOnce() {
        for (int round = 0; round < 3; round++) {
            Stage stage = house(100);
            List<Fan> fans = crowd().of(50, stage);
            fans.forEach(Fan::joinsAndEnters);

            List<Answer> answers = Crowd.atOnce(fans, fan -> asks(fan, 2));

            Set<String> given = new HashSet<>();
            answers.forEach(answer -> given.addAll(seats(answer.expect(201).body())));
            assertThat(given).hasSize(100);
        }
    }

    @Test
    void bestAndNamedSeatsAtOnceNeverMeet() {
        Stage stage = house(100);
        List<Fan> fans = crowd().of(60, stage);
        fans.forEach(Fan::joinsAndEnters);

        List<String> given = new ArrayList<>();
        List<Fan> asking = fans;
        // Seats that another transaction has locked may come free again, so who finds no others is asked to wait.
        for (int turn = 0; turn < 2 && !asking.isEmpty(); turn++) {
            List<Fan> all = asking;
            List<Answer> answers = Crowd.atOnce(all, fan -> takes(fan, fans.indexOf(fan)));
            answers.stream()
                    .filter(answer -> answer.status() == 201)
                    .forEach(answer -> given.addAll(seats(answer.body())));
            asking = IntStream.range(0, all.size())
                    .filter(at -> isBusy(answers.get(at)))
                    .mapToObj(all::get)
                    .toList();
            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201
                            || isBusy(answer)
                            || Set.of("seat-taken", "no-seats-together").contains(answer.code()));
        }

        assertThat(given).doesNotHaveDuplicates();
        assertThat(asking).isEmpty();
    }

    private static Answer takes(Fan fan, int number) {
        return number % 2 == 0
                ? asks(fan, 1 + number % 3)
                : fan.holds(Integer.toString(number), Integer.toString(number + 1));
    }

    private static boolean isBusy(Answer answer) {
        return answer.status() == 503 && answer.code().equals("busy");
    }

    @Test
    void seatsThatMemoryTakesForFreeAreLookedForAnew() {
        Stage stage = house(50);
        Fan fan = stage.fan().joinsAndEnters();
        assertThat(fan.seatStatus("5")).isEqualTo("FREE");
        otherProcess(stage, "'4', '5', '6', '7'");

        JsonNode hold = asks(fan, 2).expect(201).body();

        assertThat(seats(hold)).containsExactly("15", "16");
    }

    @Test
    void oldMemoryIsNotAsked() {
        Stage stage = house(50);
        Fan fan = stage.fan().joinsAndEnters();
        assertThat(fan.seatStatus("5")).isEqualTo("FREE");
        otherProcess(stage, "'5'");
        clock().advance(Duration.ofSeconds(2));

        assertThat(seats(asks(fan, 2).expect(201).body())).doesNotContain("5");
    }

    private void otherProcess(Stage stage, String labels) {
        jdbc.sql("update reservation.seat set status = 'NOT_FOR_SALE', version = nextval('reservation.seat_version')"
                        + " where performance_id = ? and seat in (" + labels + ")")
                .param(stage.performanceId())
                .update();
    }

    private Stage house(int seats) {
        Map<String, Object> performance = new HashMap<>(Stage.performance(clock().instant(), 7));
        performance.put("seatCount", seats);
        return Stage.with(api(), clock(), Map.of("performances", List.of(performance)));
    }

    private static Answer asks(Fan fan, int count) {
        return asks(fan, Map.of("count", count));
    }

    private static Answer asks(Fan fan, Map<String, ?> bestAvailable) {
        return fan.admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of("performanceId", fan.stage().performanceId(), "bestAvailable", bestAvailable));
    }

    private static List<String> seats(JsonNode hold) {
        List<String> seats = new ArrayList<>();
        hold.path("seats").forEach(seat -> seats.add(seat.path("seat").asString()));
        return seats;
    }
}
