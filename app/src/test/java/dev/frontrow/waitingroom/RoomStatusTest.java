package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The public status of a line, and how long it may be cached.
class RoomStatusTest extends ServerTest {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private Stage stage;

    @BeforeEach
    void threeSeats() {
        String startsAt = clock().instant().plus(Duration.ofDays(7)).toString();
        stage = Stage.with(
                api(),
                clock(),
                Map.of("capacity", 2, "performances", List.of(Map.of("startsAt", startsAt, "seatCount", 3))));
    }

    @Test
    void countsWhatIsFreeHeldAndSold() {
        assertStock(3, 0, "Front 1 0", "Middle 1 0", "Back 1 0");
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);

        fan.holds("1", "2").expect(201);
        assertStock(1, 2, "Front 0 1", "Middle 0 1", "Back 1 0");
        assertThat(status().path("soldOutLevels")).isEmpty();

        fan.releases().expect(204);
        assertStock(3, 0, "Front 1 0", "Middle 1 0", "Back 1 0");

        fan.holds("1").expect(201);
        fan.pays(UUID.randomUUID().toString()).expect(201);
        assertStock(2, 0, "Front 0 0", "Middle 1 0", "Back 1 0");
        assertThat(status().path("soldOutLevels"))
                .extracting(JsonNode::asString)
                .containsExactly("Front");
    }

    @Test
    void seatOfAnOverdueHoldIsFree() {
        stage.fan().joinsAndEnters().holds("1").expect(201);
        assertStock(2, 1, "Front 0 1", "Middle 1 0", "Back 1 0");

        clock().advance(Duration.ofMinutes(5));

        assertStock(3, 0, "Front 1 0", "Middle 1 0", "Back 1 0");
    }

    @Test
    void countsThePeopleOfBothLanes() {
        stage.makesAccessCode("FANCLUB", 1);
        stage.fan().joinsAndEnters();
        stage.fan().joinsAndEnters();
        stage.fan().joins().expect(201);
        assertThat(status().has("priority")).isFalse();
        stage.fan().joinsWith("FANCLUB").expect(201);

        clock().advance(KEPT);
        JsonNode status = status();

        assertThat(status.path("servingPosition").asLong()).isEqualTo(2);
        assertThat(status.path("lastPosition").asLong()).isEqualTo(3);
        assertThat(status.path("priority").path("servingPosition").asLong(-1)).isZero();
        assertThat(status.path("priority").path("lastPosition").asLong()).isEqualTo(1);
        assertThat(status.path("waiting").asLong()).isEqualTo(2);
    }

    @Test
    void refusedCodeOpensNoPriorityLane() {
        stage.fan().joinsWith("NO-SUCH-CODE").expectProblem(422, "access-code-invalid");

        clock().advance(KEPT);

        assertThat(status().has("priority")).isFalse();
    }

    @Test
    void isTheSameForEverybodyForASecondAndNewAfterIt() {
        byte[] first = stage.roomStatus().expect(200).bytes();
        stage.fan().joins().expect(201);

        assertThat(stage.roomStatus().bytes()).isEqualTo(first);
        clock().advance(KEPT.minusNanos(1));
        assertThat(stage.fan().api().get(path()).bytes()).isEqualTo(first);

        clock().advance(Duration.ofNanos(1));
        assertThat(status().path("lastPosition").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "phase, PAUSED",
        "admitPerMinute, 77",
        "message, Back in a minute",
        "inviteOnly, true",
    })
    void whatTheOperatorSaysShowsAtOnce(String field, String value) {
        String before = status().path(field).asString("");
        assertThat(before).isNotEqualTo(value);
        Object said = value.matches("\\d+")
                ? (Object) Integer.valueOf(value)
                : value.equals("true") ? (Object) Boolean.TRUE : value;

        stage.steer(Map.of(field, said)).expect(200);

        assertThat(status().path(field).asString("")).isEqualTo(value);
    }

    @Test
    void allowsEverybodyToKeepItForASecond() {
        assertThat(stage.roomStatus().expect(200).header("Cache-Control")).isEqualTo("max-age=1, public");
    }

    @Test
    void isNotSentAgainToWhoeverHasIt() {
        String etag = stage.roomStatus().expect(200).header("ETag");
        assertThat(etag).matches("\"[0-9a-f]{8}\"");

        Answer unchanged = api().with("If-None-Match", etag).get(path()).expect(304);

        assertThat(unchanged.bytes()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo(etag);
        assertThat(unchanged.header("Cache-Control")).isEqualTo("max-age=1, public");
    }

    @Test
    void isSentAgainOnceItHasChanged() {
        String etag = stage.roomStatus().expect(200).header("ETag");
        stage.fan().joins().expect(201);
        clock().advance(KEPT);

        Answer changed = api().with("If-None-Match", etag).get(path()).expect(200);

        assertThat(changed.header("ETag")).isNotEqualTo(etag);
        assertThat(changed.body().path("lastPosition").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"00000000\"", "garbage", "\"\"", "W/\"x\", \"y\""})
    void isSentToWhoeverHasSomethingElse(String etag) {
        assertThat(api().with("If-None-Match", etag).get(path()).expect(200).bytes())
                .isNotEmpty();
    }

    @Test
    void canBeAskedForItsHeadAlone() {
        Answer whole = stage.roomStatus().expect(200);

        Answer head = api().send("HEAD", path(), null).expect(200);

        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
    }

    @Test
    void cannotBeChangedByAnybody() {
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            assertThat(stage.fan().api().send(method, path(), "{}").status()).isEqualTo(405);
        }
    }

    private void assertStock(long free, long held, String... levels) {
        clock().advance(KEPT);
        JsonNode status = status();
        assertThat(status.path("freeSeats").asLong()).isEqualTo(free);
        assertThat(status.path("heldSeats").asLong(-1)).isEqualTo(held);
        assertThat(StreamSupport.stream(status.path("levels").spliterator(), false)
                        .map(level -> level.path("name").asString() + " "
                                + level.path("freeSeats").asLong(-1) + " "
                                + level.path("heldSeats").asLong(-1)))
                .containsExactly(levels);
    }

    private JsonNode status() {
        return stage.roomStatus().expect(200).body();
    }

    private String path() {
        return "/api/v1/concerts/" + stage.concertId() + "/waiting-room";
    }
}
