package dev.frontrow.boxoffice.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The figures of a night, by stream, frame and history.
class NightTest extends ServerTest {

    /// What frame and room both tell.
    private static final List<String> OF_THE_ROOM = List.of(
            "phase",
            "admitPerMinute",
            "admitPerMinuteNow",
            "capacity",
            "priorityPercent",
            "inviteOnly",
            "challenge",
            "message",
            "freezeHolds",
            "waiting",
            "activeBuyers",
            "estimates");

    @Autowired
    private Operators operators;

    @Autowired
    private NightStreams streams;

    @Autowired
    private NightWatches watches;

    private Stage stage;
    private String night = "";

    @BeforeEach
    void open() {
        // Those of other tests end on threads of their own.
        await().atMost(Duration.ofSeconds(30)).until(() -> streams.count() == 0 && watches.count() == 0);
        stage = Stage.open(api(), clock());
        night = "/api/v1/operator/concerts/" + stage.concertId() + "/night";
    }

    private Fan payer(String seat) {
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(500_000).expect(201);
        fan.holds(seat).expect(201);
        fan.pays(UUID.randomUUID().toString()).expect(201);
        return fan;
    }

    private JsonNode frame() {
        return stage.operator().get(night).expect(200).body();
    }

    private NightReader reader(ApiClient operator) {
        return new NightReader(port(), operator, stage.concertId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/history", "/stream"})
    void refusesBuyersAndStrangers(String part) {
        newBuyer().get(night + part).expectProblem(403, "forbidden");
        api().get(night + part).expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/history", "/stream"})
    void knowsNoOtherConcerts(String part) {
        stage.operator().get("/api/v1/operator/concerts/999999999/night" + part).expectProblem(404, "concert-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1441", "many"})
    void refusesOddLengthsOfHistory(String minutes) {
        stage.operator().get(night + "/history?minutes=" + minutes).expect(400);
    }

    @Test
    void framesAgreeWithTheApiOfTheSameMoment() {
        payer("1");
        stage.fan().joinsAndEnters().holds("2", "3").expect(201);
        stage.steer(Map.of("capacity", 77, "admitPerMinute", 120, "message", "Soon"))
                .expect(200);
        clock().advance(Duration.ofSeconds(2));

        JsonNode frame = frame();
        JsonNode room = stage.operatorsRoom();

        for (String figure : OF_THE_ROOM) {
            assertThat(frame.path("room").path(figure)).as(figure).isEqualTo(room.path(figure));
        }
        assertThat(sum(frame, "sold")).isEqualTo(1);
        assertThat(sum(frame, "held")).isEqualTo(2);
        assertThat(sum(frame, "free")).isEqualTo(47);
        assertThat(frame.path("sales").path("revenueTotalMinor").asLong()).isEqualTo(Stage.FRONT_PRICE);
    }

    private static long sum(JsonNode frame, String status) {
        return frame.path("levels")
                .valueStream()
                .mapToLong(level -> level.path(status).asLong())
                .sum();
    }

    @Test
    void streamsAFrameASecondThatFollowsTheSale() {
        payer("1");
        try (NightReader reader = reader(stage.operator())) {
            reader.until(frame -> frame.path("sales").path("revenueTotalMinor").asLong() == Stage.FRONT_PRICE);
            payer("2");
            stage.steer(Map.of("phase", "PAUSED")).expect(200);

            JsonNode frame = reader.until(
                    next -> next.path("room").path("phase").asString().equals("PAUSED"));

            assertThat(frame.path("sales").path("revenueTotalMinor").asLong()).isEqualTo(2 * Stage.FRONT_PRICE);
            assertThat(frame.path("attention")
                            .valueStream()
                            .map(one -> one.path("what").asString()))
                    .contains("paused");
        }
    }

    @Test
    void countsRefusalsByTheirCode() {
        payer("1");
        long before = frame().at("/server/refusals/seat-taken").asLong();
        Fan late = stage.fan().joinsAndEnters();

        late.holds("1").expectProblem(409, "seat-taken");
        Instant asked = Instant.now();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> frame().at("/server/refusals/seat-taken").asLong() > before
                        || Instant.now().isAfter(asked.plusSeconds(9)));
        assertThat(frame().at("/server/refusals/seat-taken").asLong()).isEqualTo(before + 1);
    }

    @Test
    void limitsStreamsOfAnOperator() {
        List<NightReader> readers = new ArrayList<>();
        ApiClient operator = stage.operator();
        try {
            for (int i = 0; i < NightStreams.OF_OPERATOR_MAX; i++) {
                readers.add(reader(operator));
            }
            assertThat(readers).allMatch(reader -> reader.status() == 200);

            operator.get(night + "/stream").expectProblem(429, "too-many-requests");
        } finally {
            readers.forEach(NightReader::close);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> streams.count() == 0);
    }

    @Test
    void costsNothingOnceNobodyLooks() {
        try (NightReader reader = reader(stage.operator())) {
            reader.next();
            assertThat(watches.count()).isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> watches.count() == 0);
    }

    @Test
    void endsWithTheSession() {
        ApiClient operator = api().asOperator();
        try (NightReader reader = reader(operator)) {
            reader.next();
            operator.delete("/api/v1/sessions/current").expect(204);

            JsonNode last = reader.until(frame -> frame.has("code"));

            assertThat(last.path("code").asString()).isEqualTo("unauthenticated");
            assertThat(reader.next().isMissingNode()).isTrue();
        }
    }

    @Test
    void endsSoonAfterTheRightIsLost() {
        var operator = operators.make(OperatorRole.SUPPORT);
        try (NightReader reader = reader(api().bearer(operator.accessToken()))) {
            reader.next();
            operators.go(operator);
            clock().advance(Duration.ofSeconds(5));

            assertThat(reader.until(frame -> frame.has("code")).path("code").asString())
                    .isEqualTo("unauthenticated");
            assertThat(reader.next().isMissingNode()).isTrue();
        }
    }

    @Test
    void lateReadersGetWhatWas() {
        wasBusyThreeMinutesAgo();
        payer("1");

        JsonNode history = history(10);

        JsonNode admission = history.path("admission").get(0);
        assertThat(admission.path("called").asInt()).isEqualTo(500);
        assertThat(admission.path("boundBy").asString()).isEqualTo("CAPACITY");
        assertThat(history.path("sales").get(0).path("revenueMinor").asLong()).isEqualTo(Stage.FRONT_PRICE);
        assertThat(history(1).path("admission")).isEmpty();
    }

    private JsonNode history(int minutes) {
        return stage.operator()
                .get(night + "/history?minutes=" + minutes)
                .expect(200)
                .body();
    }

    private void wasBusyThreeMinutesAgo() {
        Instant minute = clock().instant().truncatedTo(ChronoUnit.MINUTES);
        owner().sql("""
                        insert into waitingroom.admission_minute
                            (concert_id, minute, wanted_per_minute, factor, no_show_share, called, admitted, bound_by, active,
                             free_seats, held_seats, waiting, estimate_hits, estimates, epoch)
                        values (?, ?, 600, 1, 0, 500, 480, 'CAPACITY', 300, 20, 10, 4000, 3, 4, 0)
                        """)
                .params(stage.concertId(), minute.minus(3, ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Pause, frozen holds and a message in one change; the way back begins with a tenth of the rate.
    @Test
    void resumesSlowlyAfterAnIncident() {
        stage.steer(Map.of("admitPerMinute", 600)).expect(200);
        stage.steer(Map.of("phase", "PAUSED", "freezeHolds", true, "message", "One moment"))
                .expect(200);

        JsonNode room = stage.steer(Map.of("phase", "OPEN", "freezeHolds", false, "message", ""))
                .expect(200)
                .body();

        assertThat(room.path("admitPerMinute").asInt()).isEqualTo(600);
        assertThat(room.path("admitPerMinuteNow").asInt()).isEqualTo(60);
    }

    @Test
    void resumesAtOnceAfterAMerePause() {
        stage.steer(Map.of("admitPerMinute", 600, "phase", "PAUSED")).expect(200);

        JsonNode room = stage.steer(Map.of("phase", "OPEN")).expect(200).body();

        assertThat(room.path("admitPerMinuteNow").asInt()).isEqualTo(600);
    }
}
