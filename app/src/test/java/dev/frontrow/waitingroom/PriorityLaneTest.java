package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class PriorityLaneTest extends AuditedTest {

    @Autowired
    Rooms rooms;

    @Autowired
    AdmissionTick admission;

    @Test
    void codeGivesAPlaceInThePriorityLane() {
        Stage stage = crowded();
        stage.makesAccessCode("FANCLUB", 2);

        JsonNode place = stage.fan().joinsWith("fanclub").expect(201).body();

        assertThat(place.path("lane").asString()).isEqualTo("PRIORITY");
        assertThat(place.path("position").asLong()).isEqualTo(1);
        assertThat(place.path("ahead").asLong()).isZero();
        assertThat(uses(stage, "FANCLUB")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "NO-SUCH-CODE, 422, access-code-invalid",
        "REVOKED, 422, access-code-invalid",
        "no code!, 422, access-code-invalid",
        "USED-UP, 409, access-code-used-up"
    })
    void refusesCodesThatOpenNothingAndLeavesNothingBehind(String code, int status, String problem) {
        Stage stage = crowded();
        stage.makesAccessCode("REVOKED", 1);
        stage.operator()
                .delete("/api/v1/operator/concerts/" + stage.concertId() + "/access-codes/REVOKED")
                .expect(204);
        stage.makesAccessCode("USED-UP", 1);
        stage.fan().joinsWith("USED-UP").expect(201);
        JsonNode before = room(stage);
        List<Integer> usesBefore = List.of(uses(stage, "REVOKED"), uses(stage, "USED-UP"));
        Fan fan = stage.fan();

        fan.joinsWith(code).expectProblem(status, problem);
        fan.joinsWith(code).expectProblem(status, problem);

        assertThat(room(stage)).isEqualTo(before);
        assertThat(List.of(uses(stage, "REVOKED"), uses(stage, "USED-UP"))).isEqualTo(usesBefore);
        JsonNode place = fan.joins().expect(201).body();
        assertThat(place.path("lane").asString()).isEqualTo("GENERAL");
        assertThat(place.path("position").asLong()).isEqualTo(2);
    }

    @Test
    void refusesTheCodeOfAnotherConcert() {
        crowded().makesAccessCode("ELSEWHERE", 1);

        crowded().fan().joinsWith("ELSEWHERE").expectProblem(422, "access-code-invalid");
    }

    @Test
    void refusesEmptyCode() {
        assertThat(crowded()
                        .fan()
                        .joinsWith("")
                        .expectProblem(400, "request-invalid")
                        .fault("accessCode"))
                .isNotEmpty();
    }

    @Test
    void joiningAgainAnswersTheSamePlaceAndUsesNoCodeAgain() {
        Stage stage = crowded();
        stage.makesAccessCode("FIRST", 5);
        stage.makesAccessCode("SECOND", 5);
        Fan fan = stage.fan();
        JsonNode first = fan.joinsWith("FIRST").expect(201).body();

        assertThat(fan.joinsWith("FIRST").expect(200).body()).isEqualTo(first);
        assertThat(fan.joinsWith("SECOND").expect(200).body()).isEqualTo(first);
        assertThat(fan.joinsWith("NO-SUCH-CODE").expect(200).body()).isEqualTo(first);
        assertThat(fan.joins().expect(200).body()).isEqualTo(first);

        assertThat(uses(stage, "FIRST")).isEqualTo(1);
        assertThat(uses(stage, "SECOND")).isZero();
    }

    @Test
    void buyerInTheGeneralLaneMovesWithACode() {
        Stage stage = crowded();
        stage.makesAccessCode("FANCLUB", 1);
        Fan fan = stage.fan();
        fan.joins().expect(201);
        var general = fan.admittedApi();

        JsonNode moved = fan.joinsWith("FANCLUB").expect(201).body();

        assertThat(moved.path("lane").asString()).isEqualTo("PRIORITY");
        assertThat(place(stage, general).path("state").asString()).isEqualTo("LEFT");
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("WAITING");
        assertThat(fan.joins().expect(200).body().path("lane").asString()).isEqualTo("PRIORITY");
        assertThat(uses(stage, "FANCLUB")).isEqualTo(1);
    }

    @Test
    void refusedCodeLeavesTheBuyerWhereTheyStood() {
        Stage stage = crowded();
        Fan fan = stage.fan();
        JsonNode before = fan.joins().expect(201).body();

        fan.joinsWith("NO-SUCH-CODE").expectProblem(422, "access-code-invalid");

        assertThat(fan.polls().expect(200).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buyerMovesOnceAndUsesTheCodeOnceFromManyThreadsAtOnce(boolean standsInLine) {
        Stage stage = crowded();
        for (int round = 0; round < 10; round++) {
            String code = "ROUND-" + round;
            stage.makesAccessCode(code, 1);
            Fan fan = stage.fan();
            if (standsInLine) {
                fan.joins().expect(201);
            }

            List<Answer> answers = Crowd.atOnce(Collections.nCopies(8, fan), one -> one.joinsWith(code));

            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
            assertThat(answers)
                    .extracting(answer -> answer.body().path("queueToken").asString())
                    .containsOnly(fan.queueToken());
            assertThat(fan.polls().body().path("lane").asString()).isEqualTo("PRIORITY");
            assertThat(uses(stage, code)).isEqualTo(1);
        }
    }

    @Test
    void admittedBuyerKeepsTheirPlaceAndTheCode() {
        Stage stage = Stage.open(api(), clock());
        stage.makesAccessCode("FANCLUB", 1);
        Fan fan = stage.fan().joinsAndEnters();

        JsonNode place = fan.joinsWith("FANCLUB").expect(200).body();

        assertThat(place.path("state").asString()).isEqualTo("ADMITTED");
        assertThat(place.path("lane").asString()).isEqualTo("GENERAL");
        assertThat(uses(stage, "FANCLUB")).isZero();
    }

    @Test
    void inviteOnlyRoomRefusesWhoeverHasNoCodeAndKeepsWhoeverIsInLine() {
        Stage stage = crowded();
        stage.makesAccessCode("FANCLUB", 1);
        Fan early = stage.fan();
        JsonNode before = early.joins().expect(201).body();
        stage.steer(Map.of("inviteOnly", true)).expect(200);
        Fan late = stage.fan();

        late.joins().expectProblem(403, "access-code-required");
        late.joinsWith("NO-SUCH-CODE").expectProblem(422, "access-code-invalid");

        assertThat(late.joinsWith("FANCLUB").expect(201).body().path("lane").asString())
                .isEqualTo("PRIORITY");
        assertThat(early.joins().expect(200).body()).isEqualTo(before);
        assertThat(early.polls().expect(200).body()).isEqualTo(before);
        early.leaves().expect(204);
        early.joins().expectProblem(403, "access-code-required");
        stage.steer(Map.of("inviteOnly", false)).expect(200);
        early.joins().expect(201);
    }

    @ParameterizedTest
    @CsvSource({"70, 7", "50, 5", "90, 9"})
    void sharesAdmissionsAsTheOperatorSays(int priorityPercent, int ofTen) {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60, "capacity", 1_000));
        stage.makesAccessCode("FANCLUB", 100);
        stage.steer(Map.of("phase", "PAUSED", "priorityPercent", priorityPercent))
                .expect(200);
        List<Fan> general = crowd().of(12, stage);
        general.forEach(fan -> fan.joins().expect(201));
        List<Fan> priority = crowd().of(12, stage);
        priority.forEach(fan -> fan.joinsWith("FANCLUB").expect(201));
        stage.steer(Map.of("phase", "OPEN")).expect(200);

        for (int second = 0; admitted(general) + admitted(priority) < 10 && second < 20; second++) {
            clock().advance(Duration.ofSeconds(1));
            admission.tick();
        }

        assertThat(List.of(admitted(general), admitted(priority))).containsExactly(10 - ofTen, ofTen);
    }

    @Test
    void laneThatNobodyWaitsInLeavesItsShareToTheOther() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60, "capacity", 1_000));
        stage.steer(Map.of("phase", "PAUSED")).expect(200);
        List<Fan> general = crowd().of(12, stage);
        general.forEach(fan -> fan.joins().expect(201));
        stage.steer(Map.of("phase", "OPEN")).expect(200);

        for (int second = 0; second < 8; second++) {
            clock().advance(Duration.ofSeconds(1));
            admission.tick();
        }

        assertThat(admitted(general)).isEqualTo(10);
    }

    @Test
    void tokensOfOneLaneNeverReachThePlaceWithTheSameNumberInTheOther() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.makesAccessCode("FANCLUB", 1);
        Fan general = stage.fan().joinsAndEnters();
        Fan priority = stage.fan();
        JsonNode waiting = priority.joinsWith("FANCLUB").expect(201).body();
        assertThat(waiting.path("position").asLong()).isEqualTo(1);

        general.seesSeats().expect(200);
        priority.seesSeats().expectProblem(403, "not-admitted");
        general.leaves().expect(204);

        assertThat(priority.polls().body().path("state").asString()).isEqualTo("ADMITTED");
        priority.seesSeats().expect(200);
        general.seesSeats().expectProblem(403, "admission-over");
        assertThat(general.polls().body().path("state").asString()).isEqualTo("LEFT");
        priority.leaves().expect(204);
        assertThat(priority.polls().body().path("state").asString()).isEqualTo("LEFT");
    }

    @Test
    void restartKeepsBothLanesTheirOrderAndWhoIsInside() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 2));
        stage.makesAccessCode("FANCLUB", 10);
        Fan insideGeneral = stage.fan().joinsAndEnters();
        Fan insidePriority = stage.fan();
        insidePriority.joinsWith("FANCLUB").expect(201);
        insidePriority.seesSeats().expect(200);
        List<Fan> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Fan general = stage.fan();
            general.joins().expect(201);
            Fan priority = stage.fan();
            priority.joinsWith("FANCLUB").expect(201);
            waiting.addAll(List.of(general, priority));
        }
        admission.tick();
        List<List<String>> before =
                waiting.stream().map(PriorityLaneTest::standing).toList();
        JsonNode serving = stage.operatorsRoom().path("lanes");

        rooms.forget(stage.concertId());

        assertThat(stage.operatorsRoom().path("lanes")).isEqualTo(serving);
        assertThat(waiting.stream().map(PriorityLaneTest::standing)).isEqualTo(before);
        insideGeneral.seesSeats().expect(200);
        insidePriority.seesSeats().expect(200);
        assertThat(stage.fan().joinsWith("FANCLUB").body().path("position").asLong())
                .isEqualTo(5);
        assertThat(stage.fan().joins().body().path("position").asLong()).isEqualTo(5);
        insideGeneral.leaves().expect(204);
        assertThat(waiting.get(1).polls().body().path("state").asString()).isEqualTo("ADMITTED");
        assertThat(waiting.get(0).polls().body().path("state").asString()).isEqualTo("WAITING");
    }

    private static List<String> standing(Fan fan) {
        JsonNode place = fan.polls().expect(200).body();
        return List.of(
                place.path("lane").asString(),
                place.path("state").asString(),
                place.path("position").toString(),
                place.path("ahead").toString());
    }

    private static int admitted(List<Fan> fans) {
        return (int) fans.stream()
                .filter(fan -> fan.polls().body().path("state").asString().equals("ADMITTED"))
                .count();
    }

    private static JsonNode place(Stage stage, ApiClient buyer) {
        return buyer.get("/api/v1/concerts/" + stage.concertId() + "/queue-tokens/current")
                .expect(200)
                .body();
    }

    private static JsonNode room(Stage stage) {
        return stage.operatorsRoom().path("lanes");
    }

    private static int uses(Stage stage, String code) {
        for (JsonNode made : stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/access-codes")
                .expect(200)
                .body()
                .path("codes")) {
            if (made.path("code").asString().equals(code)) {
                return made.path("uses").asInt();
            }
        }
        throw new AssertionError("no code " + code);
    }

    /// A room with a capacity of one, which is full.
    private Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        return stage;
    }
}
