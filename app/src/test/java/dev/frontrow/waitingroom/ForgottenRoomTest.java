package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.line.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A room is forgotten and read again while a change of it is being committed: what was read does not contain the
/// change, and the room in memory follows it all the same.
class ForgottenRoomTest extends ServerTest {

    @Autowired
    Rooms rooms;

    @Autowired
    AdmissionTick admission;

    @Autowired
    FrontOfHouse frontOfHouse;

    @Autowired
    JdbcClient jdbc;

    private Answer whileForgotten(String table, Stage stage, Supplier<Answer> change) throws Exception {
        return new ForgottenMeanwhile(rooms, jdbc, ownerLogin()).during(table, stage, change);
    }

    private WaitingRoom room(Stage stage) {
        return rooms.find(stage.concertId()).orElseThrow();
    }

    /// One person is inside, and the room is full.
    private Stage crowded() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        return stage;
    }

    private static String state(Answer answer) {
        return answer.expect(200).body().path("state").asString();
    }

    @Test
    void countsWhoJoined() throws Exception {
        Stage stage = crowded();

        var join = new JoinRequest(UUID.randomUUID(), null, null, null);

        new ForgottenMeanwhile(rooms, jdbc, ownerLogin())
                .during("waitingroom.lane", stage, () -> frontOfHouse.join(stage.concertId(), join));

        assertThat(room(stage).line().waiting()).isOne();
    }

    @Test
    void dropsWhoLeft() throws Exception {
        Stage stage = crowded();
        Fan leaving = stage.fan();
        leaving.joins().expect(201);
        Fan behind = stage.fan();
        behind.joins().expect(201);

        whileForgotten("waitingroom.place", stage, leaving::leaves).expect(204);

        assertThat(behind.polls().body().path("ahead").asLong()).isZero();
    }

    @Test
    void countsWhoWasAdmitted() throws Exception {
        Stage stage = crowded();
        Fan fan = stage.fan();
        fan.joins().expect(201);
        stage.steer(Map.of("capacity", 2)).expect(200);

        assertThat(state(whileForgotten("waitingroom.place", stage, fan::polls)))
                .isEqualTo("ADMITTED");

        assertThat(room(stage).line().activeBuyers()).isEqualTo(2);
    }

    @Test
    void seesThatWhoPaidIsOutside() throws Exception {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1").expect(201);

        whileForgotten(
                        "waitingroom.place",
                        stage,
                        () -> fan.pays(UUID.randomUUID().toString()))
                .expect(201);

        assertThat(room(stage).line().activeBuyers()).isZero();
        assertThat(state(fan.polls())).isEqualTo("FINISHED");
    }

    @Test
    void letsWhoExtendedAHoldStayInside() throws Exception {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        clock().advance(Duration.ofMinutes(3));
        fan.holds("1").expect(201);
        String before = fan.polls().body().path("admittedUntil").asString();

        whileForgotten("waitingroom.place", stage, fan::extendsHold).expect(200);

        assertThat(fan.polls().body().path("admittedUntil").asString()).isGreaterThan(before);
    }

    @Test
    void followsTheOperator() throws Exception {
        Stage stage = Stage.open(api(), clock());

        whileForgotten("waitingroom.room", stage, () -> stage.steer(Map.of("phase", "PAUSED")))
                .expect(200);
        admission.tick();

        assertThat(stage.roomStatus().body().path("phase").asString()).isEqualTo("PAUSED");
    }

    @Test
    void neverFallsBehindTheServingPositionThatWasTold() throws Exception {
        Stage stage = crowded();
        stage.fan().joins().expect(201);

        whileForgotten("waitingroom.lane", stage, () -> stage.steer(Map.of("capacity", 2)))
                .expect(200);

        assertThat(room(stage).storedServingPosition(Lane.GENERAL)).isEqualTo(2);
        assertThat(room(stage).line().servingPosition(Lane.GENERAL)).isEqualTo(2);
    }
}
