package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.Fan;
import dev.frontrow.Launcher;
import dev.frontrow.Stage;
import dev.frontrow.line.Lane;
import dev.frontrow.waitingroom.store.NewPlace;
import dev.frontrow.waitingroom.store.PlaceBatches;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Beacons, and the constraints behind a draw.
class DrawBeaconTest extends DrawScene {

    @Autowired
    private PlaceBatches places;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void letsNobodyInBeforeTheDrawIsDone() {
        Stage stage = preQueue(Map.of("drawBeacon", "tomorrow's lottery"));
        List<Fan> fans = join(stage, 3);

        opens(stage);
        Fan late = stage.fan();
        late.joins().expect(201);

        for (Fan fan : List.of(fans.get(0), fans.get(2), late)) {
            JsonNode place = fan.polls().expect(200).body();
            assertThat(text(place, "state")).isEqualTo("PRE_QUEUE");
            assertThat(text(place, "waitCause")).isEqualTo("draw");
            assertThat(place.has("position")).isFalse();
            fan.seesSeats().expectProblem(403, "not-admitted");
        }
        assertThat(text(stage.roomStatus().body().path("draw"), "state")).isEqualTo("CLOSED");
    }

    @Test
    void takesTheBeaconOnceAfterTheCloseAndDrawsWithIt() throws Exception {
        Stage stage = preQueue(Map.of("drawBeacon", "drand quicknet round 9123456"));
        List<Fan> fans = join(stage, 8);
        stage.steer(Map.of("beacon", "too early")).expectProblem(409, "beacon-refused");
        opens(stage);
        Fan late = stage.fan();
        late.joins().expect(201);
        JsonNode closed = draw(stage);

        stage.steer(Map.of("beacon", "5f3c 22")).expect(200);

        stage.steer(Map.of("beacon", "another")).expectProblem(409, "beacon-refused");
        JsonNode drawn = draw(stage);
        assertThat(text(closed, "beaconSource")).isEqualTo("drand quicknet round 9123456");
        assertThat(text(drawn, "root")).isEqualTo(text(closed, "root"));
        assertThat(text(drawn, "beacon")).isEqualTo("5f3c 22");
        assertThat(drawn.path("registrations").asLong()).isEqualTo(8);
        fans.add(late);
        assertThat(fans).extracting(DrawScene::state).containsOnly("ADMITTED");
        assertThat(position(late)).isEqualTo(9);
        String url = "http://127.0.0.1:" + port() + path(stage);
        assertThat(Launcher.run(Map.of(), "verify-draw", url, "--beacon", "5f3c 22")
                        .exitCode())
                .isZero();
        assertThat(Launcher.run(Map.of(), "verify-draw", url, "--beacon", "5f3d")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void refusesBeaconsThatNobodyAnnouncedAndChangesNothingElse() {
        Stage stage = preQueue(Map.of());
        opens(stage);

        stage.steer(Map.of("beacon", "5f3c", "message", "Hello")).expectProblem(409, "beacon-refused");
        stage.steer(Map.of("beacon", "")).expectProblem(400, "request-invalid");
        stage.steer(Map.of("beacon", "x".repeat(301))).expectProblem(400, "request-invalid");

        assertThat(stage.roomStatus().body().has("message")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret = sha256('x'), commitment = sha256(sha256('x'))",
                "beacon_source = 'another'",
                "beacon = 'none was announced'",
                "closed_at = null, general_registrations = null, priority_registrations = null",
                "general_registrations = 4",
                "priority_registrations = 1",
                "root = sha256('x')",
                "chunk_roots = sha256('x')",
                "seed = sha256('x')",
                "drawn_at = now()",
                "seed = null, drawn_at = null"
            })
    void databaseKeepsWhatWasPublished(String change) {
        Stage stage = preQueue(Map.of());
        join(stage, 3);
        opens(stage);

        assertThatThrownBy(() -> owner().sql("update waitingroom.draw set " + change + " where concert_id = ?")
                        .param(stage.concertId())
                        .update())
                .isNotNull();
        assertThatThrownBy(() -> owner().sql("delete from waitingroom.draw where concert_id = ?")
                        .param(stage.concertId())
                        .update())
                .hasMessageContaining("stays so");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commitment = sha256('x')",
                "seed = sha256('x'), drawn_at = now()",
                "root = sha256('x'), chunk_roots = sha256('x')",
                "closed_at = now()",
                "general_registrations = 3"
            })
    void databaseRefusesHalfAState(String change) {
        Stage stage = preQueue(Map.of());

        assertThatThrownBy(() -> owner().sql("update waitingroom.draw set " + change + " where concert_id = ?")
                        .param(stage.concertId())
                        .update())
                .isNotNull();
    }

    /// Also if the lane lost count of its numbers: then a new place would take part in a draw that is closed.
    @ParameterizedTest
    @ValueSource(longs = {3, 1, 0})
    void closedDrawTakesNoMoreRegistrationsButLetsOthersStandBehind(long counted) {
        Stage stage = preQueue(Map.of());
        join(stage, 3);
        draws.close(stage.concertId());
        jdbc.sql("update waitingroom.lane set number_given = ? where concert_id = ? and lane = 'GENERAL'")
                .params(counted, stage.concertId())
                .update();

        assertThat(joins(stage, Lane.GENERAL)).isEqualTo(4);
        assertThat(joins(stage, Lane.GENERAL)).isEqualTo(5);
        assertThat(joins(stage, Lane.PRIORITY)).isEqualTo(1);
    }

    @Test
    void closeWaitsForJoinsThatHaveBegun() throws Exception {
        Stage stage = preQueue(Map.of());
        join(stage, 3);
        CompletableFuture<Void> closing = Objects.requireNonNull(transaction.execute(_ -> {
            assertThat(joins(stage, Lane.GENERAL)).isEqualTo(4);
            var begun = CompletableFuture.runAsync(() -> draws.close(stage.concertId()));
            while (!begun.isDone() && !somebodyWaitsForTheDraw()) {
                Thread.onSpinWait();
            }
            assertThat(begun).isNotDone();
            return begun;
        }));
        closing.get(10, TimeUnit.SECONDS);

        assertThat(draws.load(stage.concertId()).row().registrations()).isEqualTo(4);
    }

    /// Within a transaction `pg_stat_activity` is cached from the first read, unless the snapshot is cleared.
    private boolean somebodyWaitsForTheDraw() {
        jdbc.sql("select pg_stat_clear_snapshot()").query((_, _) -> true).list();
        return jdbc.sql("""
                        select exists (
                            select from pg_stat_activity
                            where wait_event_type = 'Lock' and query like '%waitingroom.draw%')
                        """).query((row, _) -> row.getBoolean(1)).single();
    }

    /// The number that a new place is given.
    private long joins(Stage stage, Lane lane) {
        var place = new NewPlace(stage.concertId(), lane, UUID.randomUUID(), clock().instant(), false);
        return places.insert(List.of(place)).getFirst().orElseThrow().number().number();
    }
}
