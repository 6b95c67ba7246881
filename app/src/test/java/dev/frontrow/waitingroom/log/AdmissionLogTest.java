package dev.frontrow.waitingroom.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.Crowd;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.cluster.Epoch;
import dev.frontrow.cluster.JobsElsewhere;
import dev.frontrow.line.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Uses halves and quarters as shares, because the database stores these exactly.
class AdmissionLogTest extends ServerTest {

    @Autowired
    AdmissionLog log;

    @Autowired
    AdmissionLogRetention retention;

    @Autowired
    JdbcClient jdbc;

    private long concertId;
    private static final Epoch EPOCH = new Epoch(0);

    private Instant now;

    @BeforeEach
    void concert() {
        concertId = Stage.open(api(), clock()).concertId();
        now = clock().instant().truncatedTo(ChronoUnit.MINUTES);
    }

    @Test
    void keepsEveryValue() {
        AdmissionMinute minute =
                new AdmissionMinute(concertId, now, 600, 0.5, 0.25, 11, 12, Limit.STOCK, 13, 14, 15, 16, 17, 18, 19);
        log.append(minute, EPOCH);

        assertThat(log.list(concertId, now, 10)).containsExactly(minute);
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhateverBound(Limit boundBy) {
        log.append(minute(now, boundBy, null), EPOCH);

        assertThat(log.list(concertId, now, 10)).containsExactly(minute(now, boundBy, null));
    }

    @Test
    void halvesOfAMinuteAddUpAndTheLaterOneKnowsBetter() {
        log.append(
                new AdmissionMinute(concertId, now, 600, 0.5, 0.25, 10, 20, Limit.STOCK, 30, 40, 50, 60, 70, 3, 4),
                EPOCH);
        log.append(new AdmissionMinute(concertId, now, 300, 1, 0.75, 1, 2, Limit.RATE, 3, 4, 5, 6, 7, 0, 1), EPOCH);

        assertThat(log.list(concertId, now, 10))
                .containsExactly(
                        new AdmissionMinute(concertId, now, 300, 1, 0.75, 11, 22, Limit.RATE, 3, 4, 5, 6, 7, 3, 5));
    }

    @Test
    void aHalfInWhichTheShopHadNothingToDoHidesNoLatency() {
        log.append(minute(now, Limit.RATE, 900), EPOCH);
        log.append(minute(now, Limit.RATE, null), EPOCH);

        assertThat(log.list(concertId, now, 10))
                .extracting(AdmissionMinute::latencyP99Ms)
                .containsExactly(900);
    }

    @Test
    void halvesThatAreWrittenAtOnceAddUpToo() {
        Crowd.atOnce(IntStream.range(0, 20).boxed().toList(), _ -> {
            log.append(minute(now, Limit.RATE, null), EPOCH);
            return true;
        });

        assertThat(log.list(concertId, now, 10))
                .extracting(AdmissionMinute::called)
                .containsExactly(20);
    }

    @Test
    void listsNewestFirstFromTheGivenMinuteOnAndNoMoreThanAsked() {
        List<Instant> minutes = IntStream.range(0, 10)
                .mapToObj(ago -> now.minus(Duration.ofMinutes(ago)))
                .toList();
        minutes.reversed().forEach(minute -> log.append(minute(minute, Limit.RATE, null), EPOCH));

        assertThat(log.list(concertId, minutes.get(3), 100))
                .extracting(AdmissionMinute::minute)
                .containsExactlyElementsOf(minutes.subList(0, 4));
        assertThat(log.list(concertId, minutes.get(9), 6))
                .extracting(AdmissionMinute::minute)
                .containsExactlyElementsOf(minutes.subList(0, 6));
    }

    @Test
    void listsNothingOfOtherConcerts() {
        log.append(minute(now, Limit.RATE, null), EPOCH);
        long elsewhere = Stage.open(api(), clock()).concertId();

        assertThat(log.list(elsewhere, now.minus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void forgetsMinutesAfterNinetyDaysAndNotBefore() {
        Instant oldestKept = clock().instant()
                .minus(AdmissionLogRetention.RETENTION)
                .plusSeconds(59)
                .truncatedTo(ChronoUnit.MINUTES);
        Instant old = oldestKept.minus(Duration.ofMinutes(1));
        List.of(old, oldestKept, now).forEach(minute -> log.append(minute(minute, Limit.RATE, null), EPOCH));

        assertThat(new AdmissionLogRetention(log, clock(), JobsElsewhere.jobs()).sweep())
                .as("on another node")
                .isZero();
        assertThat(retention.sweep()).isPositive();

        assertThat(log.list(concertId, Instant.EPOCH, 10))
                .extracting(AdmissionMinute::minute)
                .containsExactly(now, oldestKept);
        assertThat(retention.sweep()).isZero();
    }

    @Test
    void deletesTheOldestFirstAndNoMoreThanAskedAtATime() {
        Instant longAgo = now.minus(Duration.ofDays(10_000));
        for (int i = 0; i < 5; i++) {
            log.append(minute(longAgo.plus(Duration.ofMinutes(i)), Limit.RATE, null), EPOCH);
        }

        assertThat(log.deleteOlderThan(longAgo.plus(Duration.ofMinutes(4)), 3)).isEqualTo(3);

        assertThat(log.list(concertId, longAgo, 10))
                .extracting(AdmissionMinute::minute)
                .containsExactly(longAgo.plus(Duration.ofMinutes(4)), longAgo.plus(Duration.ofMinutes(3)));
        assertThat(log.deleteOlderThan(longAgo.plus(Duration.ofMinutes(4)), 3)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-0.01, 0, 0", "1.01, 0, 0", "NaN, 0, 0", "0, -0.01, 0", "0, 1.01, 0", "0, NaN, 0", "0, 0, 2"})
    void refusesSharesThatAreNone(double factor, double noShowShare, int hits) {
        assertThatThrownBy(() -> new AdmissionMinute(
                        concertId, now, 1, factor, noShowShare, 0, 0, Limit.RATE, 0, 0, 0, null, 0, hits, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNotTheBeginningOfAMinute() {
        assertThatThrownBy(() -> minute(now.plusSeconds(1), Limit.RATE, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesConcertsThatDoNotExist() {
        AdmissionMinute nowhere =
                new AdmissionMinute(987_654_321, now, 1, 1, 0, 0, 0, Limit.RATE, 0, 0, 0, null, 0, 0, 0);

        assertThat(log.append(nowhere, EPOCH)).isFalse();
    }

    /// Of the same minute and of later ones: an owner that was stopped may go on at any time.
    @Test
    void refusesOwnersWhoseEpochIsOver() {
        assertThat(log.append(minute(now, Limit.RATE, null), EPOCH)).isTrue();
        jdbc.sql("update waitingroom.lane set epoch = 8 where concert_id = ?")
                .param(concertId)
                .update();

        assertThat(log.append(minute(now, Limit.STOCK, null), new Epoch(7))).isFalse();
        assertThat(log.append(minute(now.plusSeconds(60), Limit.STOCK, null), new Epoch(7)))
                .isFalse();
        assertThat(log.append(minute(now.plusSeconds(60), Limit.RATE, null), new Epoch(8)))
                .isTrue();

        assertThat(log.list(concertId, now, 10))
                .extracting(AdmissionMinute::boundBy)
                .containsOnly(Limit.RATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minute = minute + interval '1 second'",
                "minute = minute + interval '1 microsecond'",
                "wanted_per_minute = -1",
                "factor = 1.5",
                "factor = 'NaN'",
                "no_show_share = -0.5",
                "called = -1",
                "admitted = -1",
                "bound_by = 'LUCK'",
                "active = -1",
                "free_seats = -1",
                "held_seats = -1",
                "latency_p99_ms = -1",
                "waiting = -1",
                "estimate_hits = 2",
                "estimate_hits = -1"
            })
    void databaseRefusesWhatNoMinuteMayBe(String change) {
        log.append(minute(now, Limit.RATE, null), EPOCH);

        assertThatThrownBy(
                        () -> owner().sql("update waitingroom.admission_minute set " + change + " where concert_id = ?")
                                .param(concertId)
                                .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private AdmissionMinute minute(Instant minute, Limit boundBy, @Nullable Integer latencyP99Ms) {
        return new AdmissionMinute(concertId, minute, 60, 1, 0, 1, 1, boundBy, 1, 50, 0, latencyP99Ms, 2, 1, 1);
    }
}
