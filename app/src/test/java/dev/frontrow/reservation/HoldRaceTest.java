package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Races for the same seats.
class HoldRaceTest extends AuditedTest {

    private static final int BUYERS = 200;
    private static final int ROUNDS = 100;

    @Autowired
    HoldExpiry holdExpiry;

    @Test
    void oneSeatGoesToOneOfTwoHundredBuyersInEveryRound() {
        Stage stage = stageWithPerformances(ROUNDS);
        List<Fan> fans = crowd().of(BUYERS, stage);
        fans.forEach(Fan::joinsAndEnters);

        for (long performanceId : stage.performanceIds()) {
            List<Answer> answers = Crowd.atOnce(fans, fan -> fan.holdsAt(performanceId, "7"));

            assertThat(count(answers, 201)).isEqualTo(1);
            assertThat(answers.stream().filter(answer -> answer.code().equals("seat-taken")))
                    .hasSize(BUYERS - 1)
                    .allMatch(answer -> answer.status() == 409);
        }
    }

    @Test
    void overlappingPairsAreNeverHalfHeldAndNeverDeadlock() {
        Stage stage = stageWithPerformances(ROUNDS);
        List<Fan> fans = crowd().of(12, stage);
        fans.forEach(Fan::joinsAndEnters);

        for (long performanceId : stage.performanceIds()) {
            List<Answer> answers =
                    Crowd.atOnce(IntStream.range(0, fans.size()).boxed().toList(), i -> switch (i % 3) {
                        case 0 -> fans.get(i).holdsAt(performanceId, "1", "2");
                        case 1 -> fans.get(i).holdsAt(performanceId, "3", "2");
                        default -> fans.get(i).holdsAt(performanceId, "3", "1");
                    });

            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201 || answer.code().equals("seat-taken"));
            assertThat(count(answers, 201)).isEqualTo(1);
            assertThat(heldSeats(fans.getFirst(), performanceId)).hasSize(2);
        }
    }

    @Test
    void takingOverExpiredSeatsPayingThemAndSweepingAtOnceNeverSellsOneTwice() {
        Stage stage = stageWithPerformances(30);
        for (long performanceId : stage.performanceIds()) {
            List<Fan> first = crowd().of(5, stage);
            List<Fan> second = crowd().of(5, stage);
            List<Fan> all = new ArrayList<>(first);
            all.addAll(second);
            all.forEach(fan -> fan.topsUp(10_000_000).expect(201));
            all.forEach(Fan::joinsAndEnters);
            first.forEach(fan ->
                    fan.holdsAt(performanceId, seatsOf(first.indexOf(fan))).expect(201));
            clock().advance(Duration.ofMinutes(5));

            payLateAndTakeOverAtOnce(performanceId, first, second);
        }
    }

    private void payLateAndTakeOverAtOnce(long performanceId, List<Fan> first, List<Fan> second) {
        List<Runnable> deeds = new ArrayList<>();
        first.forEach(fan -> deeds.add(() -> fan.pays("pay " + performanceId).expectProblem(409, "hold-expired")));
        second.forEach(fan -> deeds.add(() -> {
            fan.holdsAt(performanceId, seatsOf(second.indexOf(fan))).expect(201);
            fan.pays("pay " + performanceId).expect(201);
        }));
        deeds.add(() -> holdExpiry.sweep());
        deeds.add(() -> holdExpiry.sweep());
        Crowd.atOnce(deeds, deed -> {
            deed.run();
            return true;
        });
    }

    @Test
    void holdsOfOneBuyerAtOnceNeverPassTheLimitTogether() {
        Stage stage = stageWithPerformances(20);
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();

        for (long performanceId : stage.performanceIds()) {
            List<Answer> answers = Crowd.atOnce(
                    IntStream.rangeClosed(1, 8).boxed().toList(),
                    i -> fan.holdsAt(performanceId, Integer.toString(i * 2), Integer.toString(i * 2 + 1)));

            assertThat(count(answers, 201)).isEqualTo(2);
            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201 || answer.code().equals("seat-limit-exceeded"));
        }
    }

    @Test
    void fullHouseIsSoldOutExactlyOnceToCrowdThatKeepsTrying() {
        Stage stage = stageWithPerformances(1);
        List<Fan> fans = crowd().of(100, stage);
        fans.forEach(Fan::joinsAndEnters);

        List<Integer> won = Crowd.atOnce(fans, fan -> {
            int seats = 0;
            for (int seat = 1; seat <= 50; seat++) {
                seats += fan.holds(Integer.toString(seat)).status() == 201 ? 1 : 0;
            }
            return seats;
        });

        assertThat(won.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
        assertThat(won).allMatch(seats -> seats <= 4);
        api().get("/api/v1/concerts/" + stage.concertId() + "/dates").expectProblem(404, "no-dates-available");
    }

    private Stage stageWithPerformances(int count) {
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        IntStream.range(0, count)
                                .mapToObj(i -> Stage.performance(clock().instant(), 30 + i))
                                .toList()));
    }

    private static String[] seatsOf(int index) {
        return new String[] {Integer.toString(index * 2 + 1), Integer.toString(index * 2 + 2)};
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }

    private static Set<String> heldSeats(Fan fan, long performanceId) {
        Set<String> held = new TreeSet<>();
        for (JsonNode seat : fan.admittedApi()
                .get("/api/v1/performances/" + performanceId + "/seats")
                .expect(200)
                .body()
                .path("seats")) {
            if (seat.path("status").asString().equals("HELD")) {
                held.add(seat.path("seat").asString());
            }
        }
        return held;
    }
}
