package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One line on two nodes.
class RoomsOnTwoNodesTest extends TwoNodesTest {

    @Test
    void numbersFollowTheOrderOfJoinsWhereverTheyAreMade() {
        Stage stage = crowded();

        for (int number = 2; number <= 21; number++) {
            Fan fan = nodes().get(number % 2).of(stage.fan());
            assertThat(position(fan.joins().expect(201))).isEqualTo(number);
        }
    }

    @Test
    void everyNodeKnowsAPlaceBeforeAndAfterTheNews() {
        Stage stage = crowded();
        Fan fan = first().of(stage.fan());
        fan.joins().expect(201);

        Answer before = second().of(fan).polls();
        secondPasses();
        Answer after = second().of(fan).polls();

        assertThat(state(before)).isEqualTo("WAITING");
        assertThat(position(before)).isEqualTo(2);
        assertThat(position(after)).isEqualTo(2);
        assertThat(position(first().of(fan).polls())).isEqualTo(2);
        assertThat(second().of(fan).joins().expect(200).body().path("position").asLong())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void calledPlaceIsAdmittedAtAnyNodeAndMayBuyAtTheOther(boolean atTheOwner) {
        Stage stage = crowded();
        Node owner = owner(stage);
        Node here = atTheOwner ? owner : other(owner);
        Fan fan = here.of(stage.fan());
        fan.joins().expect(201);
        secondPasses();
        assertThat(state(fan.polls())).isEqualTo("WAITING");

        stage.steer(Map.of("capacity", 2)).expect(200);
        secondPasses();
        secondPasses();

        assertThat(state(fan.polls())).isEqualTo("ADMITTED");
        other(here).of(fan).seesSeats().expect(200);
        other(here).of(fan).topsUp(1_000_000).expect(201);
        Fan there = other(here).of(fan);
        there.holds("1").expect(201);
        there.pays(UUID.randomUUID().toString()).expect(201);
        secondPasses();
        assertThat(state(fan.polls())).isEqualTo("FINISHED");
        fan.seesSeats().expectProblem(403, "admission-over");
    }

    /// Otherwise each node would admit as many as the room holds.
    @Test
    void nodesTogetherAdmitNoMoreThanTheRoomHolds() {
        Stage stage = crowded();
        List<Fan> fans = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Fan fan = nodes().get(i % 2).of(stage.fan());
            fan.joins().expect(201);
            fans.add(fan);
        }
        stage.steer(Map.of("capacity", 5)).expect(200);
        for (int i = 0; i < 10; i++) {
            secondPasses();
            fans.forEach(Fan::polls);
        }

        assertThat(fans.stream().filter(fan -> state(fan.polls()).equals("ADMITTED")))
                .hasSize(4);
        assertThat(fans.subList(0, 4)).allMatch(fan -> state(fan.polls()).equals("ADMITTED"));
    }

    @Test
    void whoLeavesAtOneNodeIsNotAheadAtTheOther() {
        Stage stage = crowded();
        Fan leaving = first().of(stage.fan());
        leaving.joins().expect(201);
        Fan behind = second().of(stage.fan());
        behind.joins().expect(201);
        secondPasses();
        // More people than before are told at second sight.
        behind.polls().expect(200);
        assertThat(behind.polls().body().path("ahead").asLong()).isEqualTo(1);

        leaving.leaves().expect(204);
        secondPasses();

        assertThat(behind.polls().body().path("ahead").asLong()).isZero();
        assertThat(state(second().of(leaving).polls())).isEqualTo("LEFT");
    }

    /// The first node finds out by a refused payment that its memory lags behind.
    @Test
    void endThatAnotherNodeTellsSettlesADoubt() {
        Stage stage = Stage.with(api(), clock(), Map.of());
        owner(stage);
        Fan fan = first().of(stage.fan()).joinsAndEnters();
        fan.holds("1").expect(201);
        fan.topsUp(1_000_000).expect(201);
        second().of(fan).leaves().expect(204);
        fan.pays("late").expectProblem(403, "admission-over");
        var place = new PlaceNumber(Lane.GENERAL, 1);
        assertThat(first().room(stage).line().isKnown(place)).isFalse();

        secondPasses();

        assertThat(first().room(stage).line().isKnown(place)).isTrue();
        assertThat(state(fan.polls())).isEqualTo("LEFT");
    }

    /// The two nodes know different things: one has not heard yet who left.
    @Test
    void peopleAheadNeverBecomeMoreAtTheOtherNode() {
        Stage stage = crowded();
        Fan leaving = first().of(stage.fan());
        leaving.joins().expect(201);
        Fan behind = second().of(stage.fan());
        behind.joins().expect(201);
        secondPasses();
        leaving.leaves().expect(204);

        Fan atFirst = first().of(behind);
        assertThat(atFirst.polls().body().path("ahead").asLong()).isZero();

        assertThat(second().room(stage).line().waiting()).isEqualTo(2);
        assertThat(second().of(atFirst).polls().body().path("ahead").asLong()).isZero();
    }

    @Test
    void upperEndOfAWaitDoesNotMoveBackAtTheOtherNode() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60));
        owner(stage);
        List<Fan> ahead = crowd().of(60, stage);
        ahead.forEach(fan -> fan.joins().expect(201));
        Fan fan = first().of(stage.fan());
        fan.joins().expect(201);
        secondPasses();
        // The second node has not heard of it when it is asked.
        ahead.subList(40, 44).forEach(leaving -> leaving.leaves().expect(204));
        Instant end = Instant.MAX;

        for (int poll = 0; poll < 20; poll++) {
            fan = nodes().get(poll % 2).of(fan);
            Answer answer = fan.polls();
            Instant told = clock().instant()
                    .plusSeconds(answer.body().path("waitSeconds").path("high").asLong());
            assertThat(told).as("poll %d: %s", poll, answer.text()).isBeforeOrEqualTo(end);
            end = told;
            if (poll > 0) {
                secondPasses();
            }
        }
    }

    /// Nobody tells of it: each node knows when it ends.
    @Test
    void admissionThatRunsOutEndsAtEveryNode() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        Node owner = owner(stage);
        Fan inside = owner.of(stage.fan()).joinsAndEnters();
        Fan next = other(owner).of(stage.fan());
        next.joins().expect(201);
        for (int i = 0; i < 20; i++) {
            assertThat(state(next.polls())).isEqualTo("WAITING");
            clock().advance(Duration.ofSeconds(29));
            secondPasses();
        }
        secondPasses();

        assertThat(state(owner.of(inside).polls())).isEqualTo("EXPIRED");
        assertThat(state(other(owner).of(inside).polls())).isEqualTo("EXPIRED");
        assertThat(nodes())
                .extracting(node -> node.room(stage).line().activeBuyers())
                .containsOnly(0);
        assertThat(state(next.polls())).isEqualTo("ADMITTED");
    }

    @Test
    void drawnRoomThatIsReadAgainHasTheSamePositions() {
        Instant now = clock().instant();
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "capacity", 1,
                        "preQueueOpensAt", now.minusSeconds(60).toString(),
                        "opensAt", now.plusSeconds(20).toString()));
        owner(stage);
        List<Fan> fans = crowd().of(12, stage);
        fans.forEach(fan -> fan.joins().expect(201));
        clock().advance(Duration.ofSeconds(20));
        secondPasses();
        List<Long> drawn = positions(first(), fans);
        assertThat(drawn).doesNotHaveDuplicates().hasSize(12);

        for (Node node : nodes()) {
            node.rooms().forget(stage.concertId());
            assertThat(positions(node, fans)).isEqualTo(drawn);
        }
    }

    private static List<Long> positions(Node node, List<Fan> fans) {
        return fans.stream().map(fan -> position(node.of(fan).polls())).toList();
    }

    @Test
    void settingsHoldAtEveryNodeWithinATick() {
        Stage stage = crowded();
        Node owner = owner(stage);
        ApiClient elsewhere = ApiClient.at(other(owner).port());

        elsewhere
                .asOperator()
                .patch("/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room", Map.of("phase", "PAUSED"))
                .expect(200);
        secondPasses();

        for (Node node : nodes()) {
            assertThat(ApiClient.at(node.port())
                            .get("/api/v1/concerts/" + stage.concertId() + "/waiting-room")
                            .body()
                            .path("phase")
                            .asString())
                    .isEqualTo("PAUSED");
        }
    }

    /// A place that polls at one node only must not count as silent at the owner.
    @Test
    void whoPollsAtOneNodeIsThereForTheOther() {
        Stage stage = crowded();
        Node owner = owner(stage);
        Fan fan = other(owner).of(stage.fan());
        fan.joins().expect(201);
        Fan behind = owner.of(stage.fan());
        behind.joins().expect(201);

        for (int second = 0; second < 150; second++) {
            if (second % 25 == 0) {
                fan.polls();
                behind.polls();
            }
            secondPasses();
        }

        assertThat(behind.polls().body().path("ahead").asLong()).isEqualTo(1);
        assertThat(owner.room(stage).line().waiting()).isEqualTo(2);
    }

    /// The owner was stopped, another has taken over meanwhile, and now it goes on.
    @Test
    void formerOwnerMovesNothingAndFollowsAgain() {
        Stage stage = crowded();
        Node owner = owner(stage);
        Fan fan = owner.of(stage.fan());
        fan.joins().expect(201);
        secondPasses();
        transaction.executeWithoutResult(_ -> anotherTakesOver(stage));

        stage.steer(Map.of("capacity", 2)).expect(200);
        for (int i = 0; i < 3; i++) {
            fan.polls();
            owner.tick();
        }

        assertThat(servingPosition(stage)).isEqualTo(1);
        assertThat(state(fan.polls())).isEqualTo("WAITING");
        assertThat(stage.roomStatus().body().path("servingPosition").asLong()).isEqualTo(1);
    }

    /// During an update, a node of a newer version may tell what this one does not know.
    @Test
    void unknownChangeOfAPlaceMakesItBeReadAndForgetsNoRoom() {
        Stage stage = crowded();
        Fan fan = first().of(stage.fan());
        fan.joins().expect(201);
        secondPasses();
        WaitingRoom room = first().room(stage);
        byte[] unknown = {1, 99, 1, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 2, 42};

        transaction.executeWithoutResult(
                _ -> jdbc.sql("""
                        update waitingroom.place
                        set state = 'LEFT'
                        where concert_id = ? and number = 2
                        """).param(stage.concertId()).update());
        assertThat(state(fan.polls())).isEqualTo("WAITING");
        second().tells(stage, unknown);
        secondPasses();

        assertThat(state(fan.polls())).isEqualTo("LEFT");
        assertThat(first().room(stage)).isSameAs(room);
    }

    /// A node that never comes back, so nobody calls.
    private void anotherTakesOver(Stage stage) {
        String lease = "room/" + stage.concertId();
        jdbc.sql("update cluster.lease set until = now() - interval '1 second' where name = ?")
                .param(lease)
                .update();
        jdbc.sql("""
                        update cluster.lease
                        set owner = gen_random_uuid(), epoch = epoch + 1, until = now() + interval '5 seconds'
                        where name = ?
                        """).param(lease).update();
        jdbc.sql("""
                        update waitingroom.lane
                        set epoch = (select epoch from cluster.lease where name = ?)
                        where concert_id = ?
                        """).params(lease, stage.concertId()).update();
    }
}
