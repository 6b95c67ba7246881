package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.database.DatabaseClock.Offset;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseClockTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration EXACT = Duration.ofNanos(10_000);

    /// The monotonic clock, which is independent of the time of day.
    private long nanos = -5_000_000_123L;

    private Offset measured = offsetAt(NOON, EXACT);

    private final DatabaseClock clock = new DatabaseClock(() -> nanos, () -> measured);

    @Test
    void tellsTheDatabasesTimeWithoutAskingAgain() {
        assertThat(clock.instant()).isEqualTo(NOON);

        pass(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void hasThePrecisionOfTheDatabase() {
        pass(Duration.ofNanos(1_999));

        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(1_000));
    }

    @Test
    void followsADatabaseThatIsAheadAtOnce() {
        measured = offsetAt(NOON.plusSeconds(3600), EXACT);
        clock.measure();

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3600));
    }

    @ParameterizedTest
    @ValueSource(longs = {-9_000, 9_000})
    void ignoresADifferenceThatTheMeasurementCannotTell(long difference) {
        measured = offsetAt(NOON.plusNanos(difference), EXACT);
        clock.measure();

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void standsStillUntilADatabaseThatIsBehindHasCaughtUp() {
        assertThat(clock.instant()).isEqualTo(NOON);
        measured = offsetAt(NOON.minusMillis(200), EXACT);
        clock.measure();

        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofMillis(150));
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofMillis(100));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(50));
    }

    @Test
    void followsADatabaseWhoseClockWasSetBack() {
        assertThat(clock.instant()).isEqualTo(NOON);
        measured = offsetAt(NOON.minusSeconds(3600), EXACT);
        clock.measure();

        assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(3600));
    }

    @Test
    void refusesToStartWithoutTheDatabasesTime() {
        assertThatThrownBy(() -> new DatabaseClock(() -> 0, () -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");
    }

    @Test
    void agreesWithARealDatabase() {
        DatabaseLogin login = SharedDatabase.fresh();
        var jdbc = new JdbcTemplate(new DriverManagerDataSource(login.url(), login.username(), login.password()));
        try (var real = new DatabaseClock(System::nanoTime, new OffsetMeasurement(jdbc, System::nanoTime))) {
            Instant before = real.instant();
            OffsetDateTime told = jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class);
            Instant after = real.instant();

            // The measurement is off by at most half a round trip; the bound is generous for a busy machine.
            assertThat(told).isNotNull();
            assertThat(told.toInstant()).isBetween(before.minusMillis(200), after.plusMillis(200));
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Offset offsetAt(Instant told, Duration error) {
        return new Offset(Duration.between(Instant.EPOCH, told).toNanos() - nanos, error.toNanos());
    }
}
