package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The extension of holds.
class HoldExtensionTest extends AuditedTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Autowired
    HoldExpiry holdExpiry;

    @Autowired
    DataSource dataSource;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void fanWithHold() {
        stage = Stage.open(api(), clock());
        fan = stage.fan().joinsAndEnters();
        fan.topsUp(10_000_000).expect(201);
        fan.holds("1", "2").expect(201);
    }

    @Test
    void extendsByFiveMinutesFromTheOldEnd() {
        assertThat(hold().path("extendable").asBoolean()).isTrue();
        Instant end = endOf(hold());
        clock().advance(Duration.ofMinutes(4));

        JsonNode extended = fan.extendsHold().expect(200).body();

        assertThat(endOf(extended)).isEqualTo(end.plus(FIVE_MINUTES));
        assertThat(extended.path("status").asString()).isEqualTo("HELD");
        assertThat(extended.path("extendable").asBoolean()).isFalse();
        assertThat(hold()).isEqualTo(extended);
    }

    @Test
    void repeatIsAnsweredWithTheSameHoldAndAddsNothing() {
        Answer first = fan.extendsHold().expect(200);
        clock().advance(Duration.ofMinutes(7));

        assertThat(fan.extendsHold().expect(200).text()).isEqualTo(first.text());
    }

    @Test
    void repeatIsAnsweredAlikeUnderPressure() {
        Fan inSmallHouse = holdsTwoOfThree();
        Answer first = inSmallHouse.extendsHold().expect(200);
        joins(inSmallHouse.stage(), 2);

        assertThat(inSmallHouse.extendsHold().expect(200).text()).isEqualTo(first.text());
    }

    @Test
    void extendsOnceHoweverOftenItIsAskedAtOnce() {
        Instant end = endOf(hold());

        List<Answer> answers = Crowd.atOnce(IntStream.range(0, 20).boxed().toList(), _ -> fan.extendsHold());

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(endOf(answer.expect(200).body())).isEqualTo(end.plus(FIVE_MINUTES)));
    }

    @Test
    void endsAtItsNewTimeForItsOwnerAndForEverybody() {
        Fan other = stage.fan().joinsAndEnters();
        fan.extendsHold().expect(200);

        clock().advance(FIVE_MINUTES);
        holdExpiry.sweep();
        assertThat(other.seatStatus("1")).isEqualTo("HELD");
        other.holds("1").expectProblem(409, "seat-taken");

        clock().advance(FIVE_MINUTES.minus(MOMENT));
        assertThat(other.seatStatus("1")).isEqualTo("HELD");

        clock().advance(MOMENT);
        assertThat(stage.fan().joinsAndEnters().seatStatus("1")).isEqualTo("FREE");
    }

    @Test
    void canBePaidUntilTheVeryEndOfItsNewTime() {
        fan.extendsHold().expect(200);

        clock().advance(FIVE_MINUTES.multipliedBy(2).minus(MOMENT));

        fan.pays("just in time").expect(201);
    }

    /// The admission lasts ten minutes, of which six are over when the hold begins.
    @Test
    void keepsItsBuyerInsideUntilItsNewEnd() {
        fan.releases().expect(204);
        clock().advance(Duration.ofMinutes(6));
        fan.holds("7").expect(201);
        clock().advance(Duration.ofMinutes(3));

        JsonNode extended = fan.extendsHold().expect(200).body();

        assertThat(Instant.parse(fan.polls().body().path("admittedUntil").asString()))
                .isEqualTo(endOf(extended));
        clock().advance(Duration.ofMinutes(7).minus(MOMENT));
        fan.seesSeats().expect(200);
        fan.pays("long after the admission's first end").expect(201);
    }

    @Test
    void letsNobodyStayLongerThanTheHold() {
        fan.releases().expect(204);
        clock().advance(Duration.ofMinutes(6));
        fan.holds("7").expect(201);
        fan.extendsHold().expect(200);

        clock().advance(Duration.ofMinutes(10));

        fan.seesSeats().expectProblem(403, "admission-over");
        stage.fan().joinsAndEnters();
        assertThat(stage.operatorsRoom().path("activeBuyers").asInt()).isEqualTo(1);
    }

    @Test
    void admissionThatLastsLongerStaysAsItIs() {
        String until = fan.polls().body().path("admittedUntil").asString();
        fan.releases().expect(204);
        fan.holds("3").expect(201);

        fan.extendsHold().expect(200);

        assertThat(fan.polls().body().path("admittedUntil").asString()).isEqualTo(until);
    }

    @Test
    void somebodyElsesHoldDoesNotExist() {
        Fan other = stage.fan().joinsAndEnters();

        other.admittedApi().post("/api/v1/holds/" + fan.holdId() + "/extension").expectProblem(404, "hold-unknown");
        other.admittedApi()
                .post("/api/v1/holds/" + UUID.randomUUID() + "/extension")
                .expectProblem(404, "hold-unknown");
        assertThat(hold().path("extendable").asBoolean()).isTrue();
    }

    @Test
    void refusesQueueTokenOfAnotherConcert() {
        Fan elsewhere = crowd().sameBuyerAt(fan, Stage.open(api(), clock())).joinsAndEnters();

        elsewhere
                .admittedApi()
                .post("/api/v1/holds/" + fan.holdId() + "/extension")
                .expectProblem(401, "queue-token-invalid");
    }

    @Test
    void refusesHoldsThatAreOver() {
        fan.releases().expect(204);
        fan.extendsHold().expectProblem(409, "hold-expired");

        fan.holds("3").expect(201);
        clock().advance(FIVE_MINUTES);
        fan.extendsHold().expectProblem(409, "hold-expired");
        holdExpiry.sweep();
        fan.extendsHold().expectProblem(409, "hold-expired");
        assertThat(fan.seatStatus("3")).isEqualTo("FREE");
    }

    @Test
    void refusesPaidHold() {
        fan.pays("paid").expect(201);
        fan.joinsAndEnters();

        fan.extendsHold().expectProblem(409, "hold-already-paid");
    }

    @Test
    void refusesWhoseSeatWasTakenOverInTheMomentOfTheEnd() {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Fan other = stage.fan().joinsAndEnters();
        clock().advance(FIVE_MINUTES);
        other.holds("2").expect(201);
        // Simulates a request that read the time just before the end.
        jdbc.sql("update reservation.hold set expires_at = expires_at + interval '1 s' where hold_id = :holdId")
                .param("holdId", UUID.fromString(fan.holdId()))
                .update();

        fan.extendsHold().expectProblem(409, "hold-expired");

        assertThat(other.seatStatus("2")).isEqualTo("HELD");
        assertThat(other.seatStatus("1")).isEqualTo("FREE");
        other.topsUp(1_000_000).expect(201);
        other.pays("theirs").expect(201);
        clock().advance(Duration.ofSeconds(1));
    }

    @Test
    void neverEndsLaterThanItMayAtTheMost() {
        Instant max = endOf(hold()).plus(Duration.ofMinutes(2));
        setsEndMax(max).update();

        assertThat(endOf(fan.extendsHold().expect(200).body())).isEqualTo(max);

        assertThatThrownBy(() -> setsEndMax(max.minus(MOMENT)).update()).hasMessageContaining("hold_ends_in_time");
        assertThatThrownBy(() -> JdbcClient.create(dataSource)
                        .sql("update reservation.hold set extensions = extensions + 1 where hold_id = :holdId")
                        .param("holdId", UUID.fromString(fan.holdId()))
                        .update())
                .hasMessageContaining("hold_extended_once");
    }

    @Test
    void holdThatHasAllItMayHaveIsNotExtendable() {
        Instant end = endOf(hold());
        setsEndMax(end).update();

        assertThat(hold().path("extendable").asBoolean()).isFalse();
        assertThat(endOf(fan.extendsHold().expect(200).body())).isEqualTo(end);
    }

    private JdbcClient.StatementSpec setsEndMax(Instant max) {
        return JdbcClient.create(dataSource)
                .sql("update reservation.hold set expires_at_max = :max::timestamptz where hold_id = :holdId")
                .param("max", max.toString())
                .param("holdId", UUID.fromString(fan.holdId()));
    }

    @Test
    void isExtendedDuringFreezeAndKeepsWhatWasLeft() {
        clock().advance(Duration.ofMinutes(4));
        stage.steer(Map.of("freezeHolds", true)).expect(200);
        clock().advance(Duration.ofMinutes(20));

        fan.extendsHold().expect(200);
        stage.steer(Map.of("freezeHolds", false)).expect(200);

        assertThat(endOf(hold())).isEqualTo(clock().instant().plus(Duration.ofMinutes(6)));
        clock().advance(Duration.ofMinutes(6).minus(MOMENT));
        fan.pays("after the freeze").expect(201);
    }

    @Test
    void refusesWhileFewerSeatsAreFreeThanOthersMayWant() {
        Fan inSmallHouse = holdsTwoOfThree();
        Stage small = inSmallHouse.stage();
        List<Fan> others = joins(small, 2);

        Answer refusal = inSmallHouse.extendsHold().expectProblem(409, "section-under-pressure");

        assertThat(refusal.body().path("detail").asString()).isNotBlank();
        assertThat(holdOf(inSmallHouse).path("extendable").asBoolean()).isTrue();
        others.getFirst().leaves().expect(204);
        inSmallHouse.extendsHold().expect(200);
    }

    @Test
    void countsThoseWhoWaitAsWell() {
        Stage small = smallHouse(Map.of("capacity", 1));
        Fan inSmallHouse = small.fan().joinsAndEnters();
        inSmallHouse.holds("1", "2").expect(201);
        Fan first = small.fan();
        first.joins().expect(201);
        assertThat(first.polls().body().path("state").asString()).isEqualTo("WAITING");
        small.fan().joins().expect(201);

        inSmallHouse.extendsHold().expectProblem(409, "section-under-pressure");
        first.leaves().expect(204);
        inSmallHouse.extendsHold().expect(200);
    }

    @Test
    void whoeverHasGoneCountsNoMore() {
        Stage small = smallHouse(Map.of());
        joins(small, 2);
        clock().advance(Duration.ofMinutes(6));
        Fan inSmallHouse = small.fan().joinsAndEnters();
        inSmallHouse.holds("1", "2").expect(201);
        clock().advance(Duration.ofMinutes(4).minus(MOMENT));
        inSmallHouse.extendsHold().expectProblem(409, "section-under-pressure");

        clock().advance(MOMENT);

        inSmallHouse.extendsHold().expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-1", "B-1"})
    void looksAtEachSectionOfTheHold(String inSection) {
        Stage house = Stage.with(api(), clock(), Map.of("performances", List.of(twoSections())));
        Fan holder = house.fan().joinsAndEnters();
        Fan neighbour = house.fan().joinsAndEnters();
        house.fan().joinsAndEnters();
        neighbour.holds("A-2", "A-3").expect(201);
        holder.holds(inSection).expect(201);

        Answer answer = holder.extendsHold();

        // For the two other buyers, one seat of A is free, and nine of B.
        if (inSection.startsWith("A")) {
            answer.expectProblem(409, "section-under-pressure");
        } else {
            answer.expect(200);
        }
    }

    private Map<String, ?> twoSections() {
        List<Map<String, String>> seats = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            for (String section : number <= 4 ? List.of("A", "B") : List.of("B")) {
                seats.add(Map.of(
                        "seat",
                        section + "-" + number,
                        "section",
                        section,
                        "row",
                        "1",
                        "number",
                        Integer.toString(number),
                        "priceLevel",
                        "Front"));
            }
        }
        return Map.of("startsAt", clock().instant().plus(Duration.ofDays(7)).toString(), "seats", seats);
    }

    @Test
    void extensionAndTakeoverAtTheMomentOfTheEndNeverLeaveTwoOwners() {
        for (int round = 0; round < 20; round++) {
            List<Fan> pair = crowd().of(2, stage);
            Fan owner = pair.getFirst().joinsAndEnters();
            Fan other = pair.getLast().joinsAndEnters();
            String seat = Integer.toString(10 + round);
            owner.holds(seat).expect(201);
            clock().advance(FIVE_MINUTES.minus(MOMENT));

            List<Callable<Answer>> deeds = List.of(owner::extendsHold, () -> other.holds(seat), () -> {
                clock().advance(MOMENT);
                holdExpiry.sweep();
                return other.holds(seat);
            });
            List<Answer> answers = Crowd.atOnce(deeds, HoldExtensionTest::done);

            assertEitherExtendedOrTakenOver(answers.getFirst(), answers.subList(1, answers.size()));
            new Audit(dataSource).findsNoContradiction(clock().instant());
        }
    }

    private static void assertEitherExtendedOrTakenOver(Answer extension, List<Answer> takeovers) {
        boolean extended = extension.status() == 200;
        assertThat(takeovers.stream().filter(answer -> answer.status() == 201)).hasSize(extended ? 0 : 1);
        if (!extended) {
            extension.expectProblem(409, "hold-expired");
        }
    }

    private static Answer done(Callable<Answer> deed) {
        try {
            return deed.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Fan holdsTwoOfThree() {
        Fan holder = smallHouse(Map.of()).fan().joinsAndEnters();
        holder.holds("1", "2").expect(201);
        return holder;
    }

    private Stage smallHouse(Map<String, ?> otherwise) {
        Map<String, Object> request = new HashMap<>(otherwise);
        request.put(
                "performances",
                List.of(Map.of(
                        "startsAt", clock().instant().plus(Duration.ofDays(7)).toString(), "seatCount", 3)));
        return Stage.with(api(), clock(), request);
    }

    private static List<Fan> joins(Stage stage, int count) {
        List<Fan> fans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fans.add(stage.fan().joinsAndEnters());
        }
        return fans;
    }

    private JsonNode hold() {
        return holdOf(fan);
    }

    private static JsonNode holdOf(Fan owner) {
        return owner.api().get("/api/v1/holds/" + owner.holdId()).expect(200).body();
    }

    private static Instant endOf(JsonNode hold) {
        return Instant.parse(hold.path("expiresAt").asString());
    }
}
