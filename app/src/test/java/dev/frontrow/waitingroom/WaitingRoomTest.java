package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WaitingRoomTest extends AuditedTest {

    @Autowired
    Rooms rooms;

    @Autowired
    AdmissionTick admission;

    @Test
    void letsLoneVisitorInWithTheJoinItself() {
        var joined = Stage.open(api(), clock()).fan().joins().expect(201);

        assertThat(joined.body().path("state").asString()).isEqualTo("ADMITTED");
        assertThat(Instant.parse(joined.body().path("admittedUntil").asString()))
                .isEqualTo(clock().instant().plus(Duration.ofMinutes(10)));
        assertThat(joined.header("Retry-After"))
                .isEqualTo(Long.toString(
                        Math.ceilDiv(joined.body().path("pollAfterMs").asLong(), 1_000)));
    }

    @Test
    void givesTheSamePlaceToWhoeverJoinsAgain() {
        Fan fan = crowded().fan();
        var first = fan.joins().expect(201).body();

        var second = fan.joins().expect(200).body();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void givesOnePlaceToTheSameBuyerJoiningFromManyThreadsAtOnce() {
        Stage stage = crowded();
        for (int round = 0; round < 20; round++) {
            Fan fan = stage.fan();

            var answers = Crowd.atOnce(List.of(fan, fan, fan, fan, fan, fan, fan, fan), Fan::joins);

            assertThat(answers)
                    .extracting(answer -> answer.status())
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
            assertThat(answers)
                    .extracting(answer -> answer.body().path("queueToken").asString())
                    .containsOnly(fan.queueToken());
        }
    }

    @Test
    void keepsPlacesAndAdmissionsWhenMemoryIsLost() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        Fan admitted = stage.fan().joinsAndEnters();
        Fan waiting = stage.fan();
        var before = waiting.joins().expect(201).body();
        Fan left = stage.fan();
        left.joins().expect(201);
        left.leaves().expect(204);

        rooms.forget(stage.concertId());

        assertThat(waiting.joins().expect(200).body()).isEqualTo(before);
        assertThat(admitted.polls().body().path("state").asString()).isEqualTo("ADMITTED");
        assertThat(left.polls().body().path("state").asString()).isEqualTo("LEFT");
        assertThat(stage.fan().joins().expect(201).body().path("position").asLong())
                .isGreaterThan(before.path("position").asLong());
    }

    @Test
    void admitsInTheOrderOfJoining() {
        Stage stage = crowded();
        List<Fan> fans = crowd().of(5, stage);
        fans.forEach(Fan::joins);

        for (int turn = 0; turn < fans.size(); turn++) {
            clock().advance(Duration.ofMinutes(10));
            List<Fan> later = fans.subList(turn + 1, fans.size());
            assertThat(later).extracting(WaitingRoomTest::state).allMatch("WAITING"::equals);
            assertThat(state(fans.get(turn))).isEqualTo("ADMITTED");
        }
    }

    @Test
    void tellsHowManyAreAheadAndHowLongItMayTake() {
        Stage stage = crowded();
        Fan first = stage.fan();
        first.joins();

        var second = stage.fan().joins().body();

        assertThat(second.path("state").asString()).isEqualTo("WAITING");
        assertThat(second.path("ahead").asLong()).isEqualTo(1);
        assertThat(second.path("waitSeconds").path("low").asLong())
                .isLessThanOrEqualTo(second.path("waitSeconds").path("high").asLong());
        assertThat(second.path("pollAfterMs").asLong()).isBetween(1_000L, 30_000L);
    }

    @Test
    void placeNotClaimedInTimeExpiresAndRejoiningGoesToTheEnd() {
        Stage stage = crowded();
        Fan late = stage.fan();
        long before = late.joins().body().path("position").asLong();
        clock().advance(Duration.ofMinutes(10));
        admission.tick();
        clock().advance(Duration.ofMinutes(5));

        assertThat(state(late)).isEqualTo("EXPIRED");
        assertThat(late.joins().expect(201).body().path("position").asLong()).isGreaterThan(before);
    }

    @Test
    void leavingGivesThePlaceUpAndJoiningAgainGivesNewOne() {
        Stage stage = crowded();
        Fan fan = stage.fan();
        long before = fan.joins().body().path("position").asLong();

        fan.leaves().expect(204);

        assertThat(state(fan)).isEqualTo("LEFT");
        fan.leaves().expect(204);
        assertThat(fan.joins().expect(201).body().path("position").asLong()).isGreaterThan(before);
    }

    @Test
    void refusesToJoinBeforeThePreQueueAndSaysFromWhenItIsPossible() {
        Instant preQueue = clock().instant().plus(Duration.ofMinutes(5));
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "preQueueOpensAt", preQueue.toString(),
                        "opensAt", preQueue.plus(Duration.ofMinutes(5)).toString()));
        Fan fan = stage.fan();

        var refusal = fan.joins().expectProblem(409, "room-not-open-yet");

        assertThat(Instant.parse(refusal.body().path("opensAt").asString())).isEqualTo(preQueue);
        clock().advance(Duration.ofMinutes(5));
        assertThat(fan.joins().expect(201).body().path("state").asString()).isEqualTo("PRE_QUEUE");
        assertThat(stage.roomStatus().body().path("phase").asString()).isEqualTo("PRE_QUEUE");
        clock().advance(Duration.ofMinutes(5));
        assertThat(state(fan)).isEqualTo("ADMITTED");
    }

    @Test
    void refusesToJoinAfterTheSaleHasClosed() {
        Stage stage = Stage.open(api(), clock());
        stage.steer(Map.of("phase", "CLOSED")).expect(200);

        stage.fan().joins().expectProblem(409, "room-closed");
    }

    @Test
    void pauseLetsNobodyInAndCostsNobodyTheirTurn() {
        Stage stage = Stage.open(api(), clock());
        stage.steer(Map.of("phase", "PAUSED", "message", "Back in a moment")).expect(200);
        Fan fan = stage.fan();

        var waiting = fan.joins().expect(201).body();

        assertThat(waiting.path("state").asString()).isEqualTo("WAITING");
        assertThat(waiting.path("waitCause").asString()).isEqualTo("paused");
        assertThat(stage.roomStatus().body().path("message").asString()).isEqualTo("Back in a moment");
        clock().advance(Duration.ofMinutes(50));
        stage.steer(Map.of("phase", "OPEN", "message", "")).expect(200);
        assertThat(state(fan)).isEqualTo("ADMITTED");
        assertThat(stage.roomStatus().body().has("message")).isFalse();
    }

    @Test
    void higherCapacityTakesEffectAtOnce() {
        Stage stage = crowded();
        Fan fan = stage.fan();
        fan.joins();
        assertThat(state(fan)).isEqualTo("WAITING");

        stage.steer(Map.of("capacity", 2)).expect(200);

        assertThat(state(fan)).isEqualTo("ADMITTED");
    }

    @Test
    void refusesPhaseChangesThatTheSaleDoesNotKnow() {
        Stage stage = Stage.open(api(), clock());
        stage.steer(Map.of("phase", "PRE_QUEUE")).expectProblem(409, "phase-change-refused");
        stage.steer(Map.of("phase", "OPEN")).expect(200);
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
        stage.steer(Map.of("phase", "OPEN")).expectProblem(409, "phase-change-refused");
        stage.steer(Map.of("phase", "FINISHED")).expectProblem(400, "request-invalid");
    }

    @Test
    void publicStatusMayBeCachedForOneSecond() {
        var status = Stage.open(api(), clock()).roomStatus().expect(200);

        assertThat(status.header("Cache-Control")).contains("max-age=1").contains("public");
        assertThat(status.body().propertyNames())
                .contains(
                        "phase",
                        "servingPosition",
                        "lastPosition",
                        "waiting",
                        "admitPerMinute",
                        "priceFromMinor",
                        "priceToMinor",
                        "currency",
                        "soldOutLevels");
    }

    @Test
    void unknownConcertHasNoWaitingRoom() {
        var buyer = api().asNewBuyer();
        api().get("/api/v1/concerts/987654321/waiting-room").expectProblem(404, "concert-unknown");
        buyer.post("/api/v1/concerts/987654321/queue-tokens").expectProblem(404, "concert-unknown");
    }

    @Test
    void twoRoomsDoNotDisturbEachOther() {
        Stage full = crowded();
        Stage empty = Stage.open(api(), clock());
        Fan waiting = full.fan();
        waiting.joins();

        assertThat(empty.fan().joins().body().path("position").asLong()).isEqualTo(1);
        assertThat(state(waiting)).isEqualTo("WAITING");
    }

    /// A room with a capacity of one, which is full.
    private Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        return stage;
    }

    private static String state(Fan fan) {
        return fan.polls().expect(200).body().path("state").asString();
    }
}
