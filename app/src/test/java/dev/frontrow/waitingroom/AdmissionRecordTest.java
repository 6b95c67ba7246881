package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.line.BackOff;
import dev.frontrow.line.Lane;
import dev.frontrow.waitingroom.latency.ShopLatency;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Admission decisions are recorded with their reasons, for the operator only.
class AdmissionRecordTest extends ServerTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AdmissionTick admission;

    @Autowired
    ShopLatency latency;

    @Test
    void capacityKeepsTheNextOneOut() {
        Stage stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
        Fan next = stage.fan();
        next.joins().expect(201);

        tickAfter(Duration.ofSeconds(1));

        JsonNode second = lastSecond(stage);
        assertThat(second.path("boundBy").asString()).isEqualTo("CAPACITY");
        assertThat(second.path("active").asInt()).isEqualTo(1);
        assertThat(second.path("waiting").asInt()).isEqualTo(1);
        assertThat(second.path("capacityRoom").asDouble(-1)).isZero();
        assertThat(waitCause(next)).isEqualTo("capacity");
    }

    @Test
    void rateKeepsTheNextOneOut() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60));
        List<Fan> fans = joined(stage, 6);

        tickAfter(Duration.ofSeconds(1));

        JsonNode second = lastSecond(stage);
        assertThat(second.path("boundBy").asString()).isEqualTo("RATE");
        assertThat(second.path("wantedPerMinute").asInt()).isEqualTo(60);
        assertThat(second.path("factor").asDouble()).isEqualTo(1);
        assertThat(second.path("called").asInt()).isEqualTo(3);
        assertThat(waitCause(fans.getLast())).isEqualTo("rate");
    }

    @Test
    void slownessOfTheShopKeepsTheNextOneOut() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60));
        List<Fan> fans = joined(stage, 12);
        for (int i = 0; i < 10; i++) {
            latency.record(stage.concertId(), Duration.ofMillis(1_500));
        }

        tickAfter(BackOff.WINDOW);

        JsonNode second = lastSecond(stage);
        assertThat(second.path("boundBy").asString()).isEqualTo("BACK_OFF");
        assertThat(second.path("factor").asDouble()).isEqualTo(0.7);
        assertThat(second.path("latencyP99Ms").asLong()).isBetween(1_480L, 1_520L);
        assertThat(waitCause(fans.getLast())).isEqualTo("back-off");
        assertThat(stage.operatorsRoom().path("admitPerMinute").asInt()).isEqualTo(60);
        assertThat(stage.operatorsRoom().path("admitPerMinuteNow").asInt()).isEqualTo(42);
        assertThat(stage.roomStatus().body().path("admitPerMinute").asInt()).isEqualTo(42);
    }

    @Test
    void shopThatIsFastAgainIsTrustedAgain() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60));
        joined(stage, 3);
        for (int i = 0; i < 10; i++) {
            latency.record(stage.concertId(), Duration.ofMillis(1_500));
        }
        tickAfter(BackOff.WINDOW);

        tickAfter(BackOff.WINDOW);

        assertThat(lastSecond(stage).path("factor").asDouble()).isGreaterThan(0.7);
        assertThat(lastSecond(stage).has("latencyP99Ms")).isFalse();
    }

    /// A few buyers may always enter, but no more.
    @Test
    void soldOutHouseKeepsTheNextOneOutUntilSomebodyLeaves() {
        String startsAt = clock().instant().plus(Duration.ofDays(7)).toString();
        Stage stage = Stage.with(
                api(), clock(), Map.of("performances", List.of(Map.of("startsAt", startsAt, "seatCount", 3))));
        Fan buyer = stage.fan().joinsAndEnters();
        buyer.topsUp(1_000_000).expect(201);
        buyer.holds("1", "2", "3").expect(201);
        buyer.pays(UUID.randomUUID().toString()).expect(201);
        Fan first = stage.fan().joinsAndEnters();
        tickAfter(Duration.ofSeconds(1));
        joined(stage, 9);
        Fan next = stage.fan();
        next.joins().expect(201);

        tickAfter(Duration.ofSeconds(1));

        JsonNode second = lastSecond(stage);
        assertThat(second.path("boundBy").asString()).isEqualTo("STOCK");
        assertThat(second.path("active").asInt()).isEqualTo(10);
        assertThat(second.path("stockRoom").asDouble(-1)).isZero();
        assertThat(waitCause(next)).isEqualTo("stock");
        first.leaves().expect(204);
        assertThat(next.polls().body().path("state").asString()).isEqualTo("ADMITTED");
    }

    @Test
    void pauseAndAnEmptyLineAreNamedToo() {
        Stage stage = Stage.open(api(), clock());
        stage.fan().joinsAndEnters();
        tickAfter(Duration.ofSeconds(1));
        assertThat(lastSecond(stage).path("boundBy").asString()).isEqualTo("NOBODY_WAITING");

        stage.steer(Map.of("phase", "PAUSED")).expect(200);
        tickAfter(Duration.ofSeconds(1));

        assertThat(lastSecond(stage).path("boundBy").asString()).isEqualTo("CLOSED");
    }

    @Test
    void whereNobodyCountsSeatsNoRoomForThemIsTold() {
        Stage stage = Stage.open(api(), clock());
        stage.roomStatus().expect(200);

        tickAfter(Duration.ofSeconds(1));

        assertThat(lastSecond(stage).has("stockRoom")).isFalse();
    }

    /// A closed concert admits nobody, so its stock need not be current.
    @Test
    void seatsOfClosedConcertAreCountedOnceAMinute() {
        Stage stage = Stage.open(api(), clock());
        stage.fan().joinsAndEnters();
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
        tickAfter(Duration.ofMinutes(1));
        double counted = lastSecond(stage).path("stockRoom").asDouble();
        jdbc.sql("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ?")
                .param(stage.performanceId())
                .update();

        tickAfter(Duration.ofSeconds(59));
        assertThat(lastSecond(stage).path("stockRoom").asDouble()).isEqualTo(counted);

        tickAfter(Duration.ofSeconds(1));
        assertThat(lastSecond(stage).path("stockRoom").asDouble()).isLessThan(counted);
    }

    @Test
    void secondsComeNewestFirstAndNoMoreThanAskedFor() {
        Stage stage = Stage.open(api(), clock());
        stage.fan().joinsAndEnters();
        for (int i = 0; i < 3; i++) {
            tickAfter(Duration.ofSeconds(1));
        }

        JsonNode seconds = admissions(stage, "?seconds=2").path("seconds");

        assertThat(seconds).hasSize(2);
        assertThat(Instant.parse(seconds.get(0).path("at").asString())).isEqualTo(clock().instant());
        assertThat(Instant.parse(seconds.get(1).path("at").asString()))
                .isEqualTo(clock().instant().minusSeconds(1));
    }

    @Test
    void minuteIsWrittenOnceItIsOverAndOnceOnly() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 600));
        Instant minute = toTheNextMinute();
        joined(stage, 5);
        for (int i = 0; i < 3; i++) {
            tickAfter(Duration.ofSeconds(15));
        }
        assertThat(minutes(stage)).isEmpty();

        tickAfter(Duration.ofSeconds(15));
        tickAfter(Duration.ofSeconds(15));

        JsonNode minutes = minutes(stage);
        assertThat(minutes).hasSize(1);
        JsonNode row = minutes.get(0);
        assertThat(Instant.parse(row.path("minute").asString())).isEqualTo(minute);
        assertThat(row.path("wantedPerMinute").asInt()).isEqualTo(600);
        assertThat(row.path("called").asInt()).isEqualTo(5);
        assertThat(row.path("admitted").asInt()).isEqualTo(5);
        assertThat(row.path("active").asInt()).isEqualTo(5);
        assertThat(row.path("freeSeats").asInt()).isEqualTo(50);
    }

    @Test
    void minuteInWhichNothingWentOnIsNotWritten() {
        Stage stage = Stage.open(api(), clock());
        stage.roomStatus().expect(200);
        toTheNextMinute();

        for (int i = 0; i < 4; i++) {
            tickAfter(Duration.ofMinutes(1));
        }

        assertThat(minutes(stage)).isEmpty();
    }

    @Test
    void estimatesAreJudgedOnceTheirTurnsHaveCome() {
        Stage stage = Stage.with(api(), clock(), Map.of("admitPerMinute", 60));
        List<Fan> fans = joined(stage, 12);
        assertThat(stage.operatorsRoom().path("estimates").asLong(-1)).isZero();
        assertThat(stage.operatorsRoom().has("estimateHitRate")).isFalse();

        for (int i = 0; i < 12; i++) {
            tickAfter(Duration.ofSeconds(1));
            fans.forEach(Fan::polls);
        }

        JsonNode room = stage.operatorsRoom();
        assertThat(room.path("waiting").asLong()).isZero();
        assertThat(room.path("estimates").asLong()).isEqualTo(10);
        assertThat(room.path("estimateHitRate").asDouble()).isBetween(0.8, 1.0);
        JsonNode general = room.path("lanes").get(Lane.GENERAL.ordinal());
        JsonNode priority = room.path("lanes").get(Lane.PRIORITY.ordinal());
        assertThat(general.path("estimates").asLong()).isEqualTo(10);
        assertThat(general.path("estimateHitRate").asDouble())
                .isEqualTo(room.path("estimateHitRate").asDouble());
        assertThat(priority.path("estimates").asLong(-1)).isZero();
        assertThat(priority.has("estimateHitRate")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/admissions"})
    void refusesToTellBuyersAndStrangers(String which) {
        Stage stage = Stage.open(api(), clock());
        String path = "/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room" + which;

        stage.fan().api().get(path).expectProblem(403, "forbidden");
        api().get(path).expectProblem(401, "unauthenticated");
        stage.operator().get(path).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/admissions"})
    void unknownConcertHasNoRecord(String which) {
        api().asOperator()
                .get("/api/v1/operator/concerts/987654321/waiting-room" + which)
                .expectProblem(404, "concert-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seconds=-1", "seconds=4001", "minutes=-1", "minutes=1441", "seconds=x"})
    void refusesNumbersOutOfRange(String query) {
        Stage stage = Stage.open(api(), clock());

        stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room/admissions?" + query)
                .expectProblem(400, "request-invalid");
    }

    private Instant toTheNextMinute() {
        Instant next = clock().instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        clock().advance(Duration.between(clock().instant(), next));
        return next;
    }

    private void tickAfter(Duration time) {
        clock().advance(time);
        admission.tick();
    }

    private List<Fan> joined(Stage stage, int count) {
        List<Fan> fans = crowd().of(count, stage);
        fans.forEach(fan -> fan.joins().expect(201));
        return fans;
    }

    private static String waitCause(Fan fan) {
        return fan.polls().expect(200).body().path("waitCause").asString("");
    }

    private static JsonNode lastSecond(Stage stage) {
        return admissions(stage, "?seconds=1").path("seconds").get(0);
    }

    private static JsonNode minutes(Stage stage) {
        return admissions(stage, "").path("minutes");
    }

    private static JsonNode admissions(Stage stage, String query) {
        return stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room/admissions" + query)
                .expect(200)
                .body();
    }
}
