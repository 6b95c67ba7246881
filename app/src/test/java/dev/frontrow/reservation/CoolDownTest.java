package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// A buyer who repeatedly returns holds of a performance must wait before the next hold.
@TestPropertySource(properties = "frontrow.rate-limits=on")
class CoolDownTest extends ServerTest {

    private static final int FREE = 4;
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Autowired
    HoldExpiry holdExpiry;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void fanInside() {
        stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(Stage.performance(clock().instant(), 7), Stage.performance(clock().instant(), 8))));
        fan = stage.fan().joinsAndEnters();
    }

    private void returnsHolds(int count) {
        for (int i = 0; i < count; i++) {
            fan.holds("1").expect(201);
            fan.releases().expect(204);
        }
    }

    @Test
    void refusesWhoeverHasGivenSeatsBackAgainAndAgain() {
        returnsHolds(FREE);

        Answer refused = fan.holds("1").expectProblem(429, "hold-cool-down");

        assertThat(refused.header("Retry-After")).isEqualTo("120");
        assertThat(refused.body().path("detail").asString()).contains("2 min");
        clock().advance(Duration.ofMinutes(2).minus(MOMENT));
        fan.holds("2").expectProblem(429, "hold-cool-down");
        clock().advance(MOMENT);
        fan.holds("2").expect(201);
    }

    @Test
    void doublesTheWaitWithEachFurtherReturn() {
        returnsHolds(FREE);
        clock().advance(Duration.ofMinutes(2));
        returnsHolds(1);

        assertThat(fan.holds("1").expectProblem(429, "hold-cool-down").header("Retry-After"))
                .isEqualTo("240");
    }

    @Test
    void refusesWhoeverAsksForTheBestSeatsAlike() {
        returnsHolds(FREE);

        fan.admittedApi()
                .post(
                        "/api/v1/holds",
                        Map.of("performanceId", stage.performanceId(), "bestAvailable", Map.of("count", 1)))
                .expectProblem(429, "hold-cool-down");
    }

    @ParameterizedTest(name = "swept: {0}")
    @CsvSource({"true", "false"})
    void countsHoldsThatLapsed(boolean swept) {
        for (int i = 0; i < FREE; i++) {
            fan.joinsAndEnters();
            fan.holds("1").expect(201);
            clock().advance(Duration.ofMinutes(5));
            if (swept) {
                holdExpiry.sweep();
            }
        }
        fan.joinsAndEnters();

        fan.holds("1").expectProblem(429, "hold-cool-down");
    }

    @Test
    void countsHoldsWhosePaymentWasRefused() {
        for (int i = 0; i < FREE; i++) {
            fan.holds("1").expect(201);
            fan.pays("too poor " + i).expectProblem(402, "balance-insufficient");
        }

        fan.holds("1").expectProblem(429, "hold-cool-down");
    }

    @Test
    void newPlaceInLineIsNoWayAround() {
        returnsHolds(FREE);
        fan.leaves().expect(204);
        fan.joinsAndEnters();

        fan.holds("1").expectProblem(429, "hold-cool-down");
    }

    @Test
    void neverSlowsWhoeverOnlyLosesRaces() {
        stage.fan().joinsAndEnters().holds("1").expect(201);
        for (int i = 0; i < 3 * FREE; i++) {
            fan.holds("1").expectProblem(409, "seat-taken");
        }

        fan.holds("2").expect(201);
    }

    @Test
    void neverCountsWhatWasBought() {
        fan.topsUp(10_000_000).expect(201);
        for (int i = 0; i < FREE; i++) {
            fan.joinsAndEnters();
            fan.holds(Integer.toString(i + 1)).expect(201);
            fan.pays("bought " + i).expect(201);
        }
        fan.joinsAndEnters();

        fan.holds("9").expectProblem(422, "seat-limit-exceeded");
    }

    @Test
    void countsEachPerformanceByItself() {
        returnsHolds(FREE);

        fan.holdsAt(stage.performanceIds().getLast(), "1").expect(201);
    }

    @Test
    void countsEachBuyerByThemselves() {
        returnsHolds(FREE);

        stage.fan().joinsAndEnters().holds("1").expect(201);
    }

    @Test
    void forgetsReturnsAfterTheirTime() {
        returnsHolds(FREE);
        owner().sql("""
                        update reservation.hold
                        set held_at = held_at - interval '2 hours', expires_at = expires_at - interval '2 hours',
                            ended_at = ended_at - interval '2 hours'
                        where performance_id = :performanceId
                        """).param("performanceId", stage.performanceId()).update();
        returnsHolds(1);

        fan.holds("1").expect(201);
    }

    @Test
    void databaseRefusesHoldWithinTheWaitToo() {
        fan.holds("1").expect(201);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                update reservation.allowance
                                set cool_down_until = held_at + interval '1 second'
                                where performance_id = :performanceId
                                """)
                        .param("performanceId", stage.performanceId())
                        .update())
                .withMessageContaining("allowance_cooled_down");
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }
}
