package dev.frontrow.waitingroom.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.Stock;
import dev.frontrow.line.HandCrankedLine;
import dev.frontrow.line.Limit;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.TickReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionHistoryTest {

    private static final Instant MINUTE = Instant.parse("2026-12-01T11:00:00Z");
    private static final long CONCERT = 7;

    private final AdmissionHistory history = new AdmissionHistory(CONCERT);
    private final HandCrankedLine line = new HandCrankedLine(1_000, 600);

    private static TickReport report(Instant at, int called, int admitted, Limit bound) {
        return busy(at, called, admitted, bound, 3, 9, Duration.ZERO);
    }

    private static TickReport idle(Instant at) {
        return busy(at, 0, 0, Limit.NOBODY_WAITING, 0, 0, Duration.ZERO);
    }

    private static TickReport busy(
            Instant at, int called, int admitted, Limit bound, int inside, long waiting, Duration p99) {
        return new TickReport(at, 600, 0.5, 0.25, called, admitted, inside, 1, 2, 3, p99, bound, waiting);
    }

    private Optional<AdmissionMinute> add(TickReport report) {
        return history.add(report, null, line.real);
    }

    @Test
    void sumsAMinuteWhenTheNextBegins() {
        for (int second = 0; second < 60; second++) {
            assertThat(add(report(MINUTE.plusSeconds(second), 2, 1, Limit.RATE)))
                    .isEmpty();
        }

        assertThat(add(report(MINUTE.plusSeconds(60), 50, 40, Limit.CAPACITY))).hasValueSatisfying(minute -> {
            assertThat(minute.concertId()).isEqualTo(CONCERT);
            assertThat(minute.minute()).isEqualTo(MINUTE);
            assertThat(minute.called()).isEqualTo(120);
            assertThat(minute.admitted()).isEqualTo(60);
            assertThat(minute.boundBy()).isEqualTo(Limit.RATE);
            assertThat(minute.wantedPerMinute()).isEqualTo(600);
            assertThat(minute.factor()).isEqualTo(0.5);
            assertThat(minute.noShowShare()).isEqualTo(0.25);
            assertThat(minute.active()).isEqualTo(3);
            assertThat(minute.waiting()).isEqualTo(9);
        });
    }

    @Test
    void firstTickOfAMinuteCountsForThatMinute() {
        add(report(MINUTE.plusSeconds(59), 1, 1, Limit.RATE));
        add(report(MINUTE.plusSeconds(60), 50, 40, Limit.CAPACITY));

        assertThat(add(report(MINUTE.plusSeconds(120), 7, 7, Limit.RATE))).hasValueSatisfying(minute -> {
            assertThat(minute.minute()).isEqualTo(MINUTE.plusSeconds(60));
            assertThat(minute.called()).isEqualTo(50);
            assertThat(minute.admitted()).isEqualTo(40);
            assertThat(minute.boundBy()).isEqualTo(Limit.CAPACITY);
        });
    }

    @Test
    void namesTheLimitThatBoundMostOften() {
        add(report(MINUTE.plusSeconds(1), 1, 1, Limit.RATE));
        add(report(MINUTE.plusSeconds(2), 1, 1, Limit.STOCK));
        add(report(MINUTE.plusSeconds(3), 1, 1, Limit.STOCK));

        assertThat(add(idle(MINUTE.plusSeconds(60))).map(AdmissionMinute::boundBy))
                .contains(Limit.STOCK);
    }

    @Test
    void tellsTheSlowestMomentAndTheStock() {
        add(busy(MINUTE, 1, 1, Limit.RATE, 1, 1, Duration.ofMillis(120)));
        add(busy(MINUTE.plusSeconds(1), 1, 1, Limit.RATE, 1, 1, Duration.ofMillis(340)));
        add(busy(MINUTE.plusSeconds(2), 1, 1, Limit.RATE, 1, 1, Duration.ofMillis(90)));
        var stock = new Stock(5, 0.5, List.of(new Stock.LevelStock("A", 10, 4, 1), new Stock.LevelStock("B", 1, 2, 3)));

        assertThat(history.add(idle(MINUTE.plusSeconds(60)), stock, line.real)).hasValueSatisfying(minute -> {
            assertThat(minute.latencyP99Ms()).isEqualTo(340);
            assertThat(minute.freeSeats()).isEqualTo(11);
            assertThat(minute.heldSeats()).isEqualTo(6);
        });
        add(report(MINUTE.plusSeconds(121), 1, 1, Limit.RATE));
        assertThat(add(idle(MINUTE.plusSeconds(180))))
                .hasValueSatisfying(minute -> assertThat(minute.latencyP99Ms()).isNull());
    }

    @Test
    void logsNoIdleMinutes() {
        for (int second = 0; second < 600; second++) {
            assertThat(add(idle(MINUTE.plusSeconds(second)))).isEmpty();
        }
    }

    @Test
    void minuteInWhichAnythingWentOnIsNotIdle() {
        add(busy(MINUTE, 1, 0, Limit.RATE, 0, 0, Duration.ZERO));
        assertThat(add(idle(MINUTE.plusSeconds(60)))).isPresent();
        add(busy(MINUTE.plusSeconds(61), 0, 1, Limit.RATE, 0, 0, Duration.ZERO));
        assertThat(add(idle(MINUTE.plusSeconds(120)))).isPresent();
        assertThat(add(busy(MINUTE.plusSeconds(180), 0, 0, Limit.NOBODY_WAITING, 1, 0, Duration.ZERO)))
                .isPresent();
        assertThat(add(busy(MINUTE.plusSeconds(240), 0, 0, Limit.CAPACITY, 0, 1, Duration.ZERO)))
                .isPresent();
    }

    @Test
    void minuteIsNamedByItsOwnTimeThoughTheNextTickComesMuchLater() {
        add(report(MINUTE.plusSeconds(30), 4, 4, Limit.RATE));

        assertThat(add(idle(MINUTE.plusSeconds(3_000)))).hasValueSatisfying(minute -> {
            assertThat(minute.minute()).isEqualTo(MINUTE);
            assertThat(minute.called()).isEqualTo(4);
        });
    }

    @Test
    void keepsTheNewestFirstAndNoMoreThanAnHour() {
        for (int second = 0; second < 10_000; second++) {
            add(report(MINUTE.plusSeconds(second), second % 7, 0, Limit.RATE));
        }

        List<TickReport> kept = history.latest(Integer.MAX_VALUE);
        assertThat(kept).hasSizeBetween(3_600, 3_601);
        assertThat(kept.getFirst().at()).isEqualTo(MINUTE.plusSeconds(9_999));
        assertThat(kept.get(1).at()).isEqualTo(MINUTE.plusSeconds(9_998));
        assertThat(history.latest(5)).isEqualTo(kept.subList(0, 5));
        assertThat(history.latest(0)).isEmpty();
    }

    @Test
    void keepsALimitedNumberHoweverOftenItTicks() {
        for (int tick = 0; tick < 20_000; tick++) {
            add(report(MINUTE.plusMillis(tick), 0, 0, Limit.RATE));
        }

        assertThat(history.latest(Integer.MAX_VALUE)).hasSizeLessThan(5_000);
    }

    /// The sum of the recorded minutes equals the line's totals.
    @Test
    void minutesAddUp() {
        List<PlaceNumber> places = line.join(3_000);
        places.forEach(place -> line.real.ask(place, line.now, null));
        List<AdmissionMinute> minutes = new ArrayList<>();
        int claimed = 0;
        int admitted = 0;
        for (int second = 0; second < 420; second++) {
            add(line.tick()).ifPresent(minutes::add);
            while (claimed < line.called() && line.real.activeBuyers() < 900) {
                PlaceNumber place = places.get(claimed++);
                admitted += line.claim(place) ? 1 : 0;
                line.finish(place);
            }
        }

        assertThat(minutes.stream().mapToInt(AdmissionMinute::called)).isNotEmpty();
        assertThat(minutes.stream().mapToInt(AdmissionMinute::called).sum()).isEqualTo(3_000);
        assertThat(minutes.stream().mapToInt(AdmissionMinute::admitted).sum())
                .isEqualTo(admitted)
                .isEqualTo(3_000);
        assertThat(minutes.stream().mapToInt(AdmissionMinute::estimates).sum())
                .isEqualTo((int) line.real.estimatesJudged())
                .isEqualTo(3_000);
        assertThat(minutes.stream().mapToInt(AdmissionMinute::estimateHits).sum())
                .isEqualTo((int) line.real.estimatesHit());
    }
}
