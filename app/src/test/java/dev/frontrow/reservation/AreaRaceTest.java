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
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Races for the places of areas.
class AreaRaceTest extends AuditedTest {

    private static final int PERFORMANCES = 100;
    private static final int BUYERS = 10;
    private static final String FLOOR = "Floor";

    @Autowired
    HoldExpiry holdExpiry;

    /// Five times a hundred rounds.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void lastPlacesGoToThoseWhoFitAndNeverOneTooMany(int capacity) {
        Stage stage = floors(PERFORMANCES, capacity);
        List<Fan> fans = crowd().of(BUYERS, stage);
        fans.forEach(Fan::joinsAndEnters);
        var random = new Random(capacity);

        for (long performanceId : stage.performanceIds()) {
            int[] wanted = random.ints(BUYERS, 1, 5).toArray();
            List<Answer> answers = Crowd.atOnce(
                    IntStream.range(0, BUYERS).boxed().toList(),
                    i -> fans.get(i).holdsAt(performanceId, FLOOR, wanted[i]));

            int held = 0;
            for (int i = 0; i < BUYERS; i++) {
                held += answers.get(i).status() == 201 ? wanted[i] : 0;
            }
            assertThat(held).isLessThanOrEqualTo(capacity);
            for (int i = 0; i < BUYERS; i++) {
                if (answers.get(i).status() != 201) {
                    answers.get(i).expectProblem(409, "area-full");
                    assertThat(answers.get(i).body().path("left").asInt())
                            .as("left of %d, wanted %d", capacity, wanted[i])
                            .isBetween(capacity - held, wanted[i] - 1);
                }
            }
        }
    }

    @Test
    void seatsAndPlacesOfOneBuyerAtOnceNeverPassTheLimitTogether() {
        Stage stage = Stage.ofPlaces(
                api(), clock(), 20, Map.of("seatCount", 20, "areas", List.of(Stage.area(FLOOR, 50, "Back"))));
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();

        for (long performanceId : stage.performanceIds()) {
            List<Answer> answers = Crowd.atOnce(
                    IntStream.rangeClosed(1, 8).boxed().toList(),
                    i -> i % 2 == 0
                            ? fan.holdsAt(performanceId, FLOOR, 2)
                            : fan.holdsAt(performanceId, Integer.toString(i * 2), Integer.toString(i * 2 + 1)));

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(2);
            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201 || answer.code().equals("seat-limit-exceeded"));
        }
    }

    @Test
    void seatsAndAreasInAnyOrderAreNeverHalfHeldAndNeverDeadlock() {
        Stage stage = Stage.ofPlaces(
                api(),
                clock(),
                30,
                Map.of("seatCount", 3, "areas", List.of(Stage.area("A", 3, "Back"), Stage.area("Z", 3, "Front"))));
        List<Fan> fans = crowd().of(12, stage);
        fans.forEach(Fan::joinsAndEnters);

        for (long performanceId : stage.performanceIds()) {
            List<Answer> answers =
                    Crowd.atOnce(IntStream.range(0, fans.size()).boxed().toList(), i -> {
                        Fan fan = fans.get(i);
                        return switch (i % 4) {
                            case 0 -> fan.holdsSaying(both(performanceId, "1", "A", "Z"));
                            case 1 -> fan.holdsSaying(both(performanceId, "2", "Z", "A"));
                            case 2 -> fan.holdsAt(performanceId, "2", "1");
                            default -> fan.holdsAt(performanceId, "A", 1);
                        };
                    });

            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201
                            || List.of("seat-taken", "area-full").contains(answer.code()));
        }
    }

    private static Map<String, Object> both(long performanceId, String seat, String first, String second) {
        return Map.of(
                "performanceId",
                performanceId,
                "seats",
                List.of(seat),
                "areas",
                List.of(Map.of("area", first, "quantity", 1), Map.of("area", second, "quantity", 1)));
    }

    @Test
    void entryNumbersRunFromOneInTheOrderOfThePayments() {
        Stage stage = Stage.ofPlaces(
                api(),
                clock(),
                1,
                Map.of(
                        "areas",
                        List.of(Stage.numberedArea(FLOOR, 100, "Back"), Stage.numberedArea("Pit", 50, "Front"))));
        List<Fan> fans = crowd().of(50, stage);
        fans.forEach(Fan::joinsAndEnters);
        fans.forEach(fan -> fan.topsUp(1_000_000).expect(201));
        Map<String, Integer> both = Map.of(FLOOR, 2, "Pit", 1);
        fans.forEach(fan -> fan.holdsSaying(Map.of(
                        "performanceId",
                        stage.performanceId(),
                        "areas",
                        both.entrySet().stream()
                                .map(area -> Map.of("area", area.getKey(), "quantity", area.getValue()))
                                .toList()))
                .expect(201));

        Crowd.atOnce(fans, fan -> fan.pays(UUID.randomUUID().toString()).expect(201));

        both.forEach((area, each) -> assertThat(numbersInOrderOfPayment(stage, area))
                .as(area)
                .isEqualTo(IntStream.rangeClosed(1, each * fans.size()).boxed().toList()));
    }

    private List<Integer> numbersInOrderOfPayment(Stage stage, String area) {
        return owner().sql("""
                        select t.entry_number
                        from reservation.ticket t
                            join payment.payment p on p.hold_id = t.hold_id and p.status = 'PAID'
                            join wallet.transfer w on w.transfer_id = p.transfer_id
                        where t.performance_id = ? and t.area = ?
                        order by w.sequence, t.ticket_id
                        """)
                .param(stage.performanceId())
                .param(area)
                .query((row, _) -> row.getInt("entry_number"))
                .list();
    }

    @Test
    void refusedPaymentTakesNoEntryNumber() {
        Stage stage =
                Stage.ofPlaces(api(), clock(), 1, Map.of("areas", List.of(Stage.numberedArea(FLOOR, 100, "Back"))));
        List<Fan> fans = crowd().of(20, stage);
        fans.forEach(Fan::joinsAndEnters);
        fans.forEach(fan -> fan.holdsIn(FLOOR, 1).expect(201));
        for (int i = 0; i < fans.size(); i += 2) {
            fans.get(i).topsUp(1_000_000).expect(201);
        }

        Crowd.atOnce(fans, fan -> fan.pays("once"));

        assertThat(numbersInOrderOfPayment(stage, FLOOR))
                .isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void takingOverExpiredPlacesPayingThemAndSweepingAtOnceNeverSellsOneTwice() {
        Stage stage = floors(20, 10);
        for (long performanceId : stage.performanceIds()) {
            List<Fan> first = crowd().of(5, stage);
            List<Fan> second = crowd().of(5, stage);
            List<Fan> all = new ArrayList<>(first);
            all.addAll(second);
            all.forEach(fan -> fan.topsUp(10_000_000).expect(201));
            all.forEach(Fan::joinsAndEnters);
            first.forEach(fan -> fan.holdsAt(performanceId, FLOOR, 2).expect(201));
            clock().advance(Duration.ofMinutes(5));

            List<Runnable> deeds = new ArrayList<>();
            first.forEach(fan -> deeds.add(() -> fan.pays("late").expectProblem(409, "hold-expired")));
            second.forEach(fan -> deeds.add(() -> {
                fan.holdsAt(performanceId, FLOOR, 2).expect(201);
                fan.pays("in time").expect(201);
            }));
            deeds.add(() -> holdExpiry.sweep());
            Crowd.atOnce(deeds, deed -> {
                deed.run();
                return true;
            });
        }
    }

    /// Memory may be wrong about a place for a second; the rows decide.
    @Test
    void placeThatMemoryBelievesFreeIsPickedAnewAndAFullAreaIsRefused() {
        Stage stage = floors(1, 10);
        List<Fan> fans = crowd().of(3, stage);
        fans.forEach(Fan::joinsAndEnters);
        assertThat(fans.getFirst().freeIn(FLOOR)).isEqualTo(10);
        owner().sql("""
                        update reservation.seat set status = 'NOT_FOR_SALE'
                        where performance_id = ? and seat in ('Floor#1', 'Floor#3', 'Floor#4', 'Floor#6', 'Floor#9')
                        """).param(stage.performanceId()).update();

        fans.get(0).holdsIn(FLOOR, 4).expect(201);
        JsonNode refusal =
                fans.get(1).holdsIn(FLOOR, 2).expectProblem(409, "area-full").body();
        fans.get(2).holdsIn(FLOOR, 1).expect(201);

        assertThat(refusal.path("left").asInt()).isEqualTo(1);
        clock().advance(Duration.ofSeconds(1));
        assertThat(fans.getFirst().freeIn(FLOOR)).isZero();
    }

    private Stage floors(int performances, int capacity) {
        return Stage.ofPlaces(
                api(), clock(), performances, Map.of("areas", List.of(Stage.area(FLOOR, capacity, "Back"))));
    }
}
