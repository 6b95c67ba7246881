package dev.frontrow.line;

import static dev.frontrow.line.HandCrankedLine.ADMISSION;
import static dev.frontrow.line.HandCrankedLine.START;
import static dev.frontrow.line.HandCrankedLine.general;
import static dev.frontrow.line.HandCrankedLine.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wait estimates that waiting places get.
class WaitEstimatesTest {

    private static final int FAST = 60_000;

    @Test
    void positionIsGivenOnceAndServingNeverMovesBack() {
        var dice = new SplittableRandom(3);
        var line = new HandCrankedLine(50, 600);
        Map<PlaceNumber, Long> positions = new HashMap<>();
        long serving = 0;
        for (int step = 0; step < 2_000; step++) {
            PlaceNumber joined = line.join();
            assertThat(positions.put(joined, line.real.positionOf(joined))).isNull();
            PlaceNumber any = general(1 + dice.nextInt(positions.size()));
            switch (dice.nextInt(5)) {
                case 0 -> line.leave(any);
                case 1 -> line.claim(any);
                case 2 -> line.real.steer(terms(dice.nextInt(1, 50), dice.nextInt(1, 6_000)), line.now);
                case 3 -> line.open = dice.nextBoolean();
                default -> line.tick();
            }
            assertThat(line.called()).isBetween(serving, line.real.lastNumber(Lane.GENERAL));
            serving = line.called();
        }
        positions.forEach(
                (place, position) -> assertThat(line.real.positionOf(place)).isEqualTo(position));
    }

    @Test
    void countsThoseAheadWhoStillAsk() {
        var line = fullRoom();
        List<PlaceNumber> places = line.join(10);

        for (int second = 0; second < 200; second++) {
            line.tick();
            places.subList(5, 10).forEach(line::ask);
        }

        assertThat(line.real.waiting()).isEqualTo(5);
        assertThat(line.ask(places.get(9)).ahead()).isEqualTo(4);
        assertThat(line.ask(places.get(5)).ahead()).isZero();
    }

    @Test
    void whoComesBackCountsAgainWhereTheyStood() {
        var line = fullRoom();
        List<PlaceNumber> places = line.join(10);
        line.tickFor(Duration.ofSeconds(200));
        assertThat(line.real.waiting()).isZero();

        line.ask(places.get(2));
        line.ask(places.get(9));

        assertThat(line.real.waiting()).isEqualTo(2);
        assertThat(line.ask(places.get(9)).ahead()).isEqualTo(1);
        assertThat(line.real.positionOf(places.get(2))).isEqualTo(places.get(2).number());
    }

    @Test
    void whoLeftCountsNoMoreEvenIfTheyAsk() {
        var line = fullRoom();
        List<PlaceNumber> places = line.join(10);
        line.leave(places.get(3));
        line.ask(places.get(3));

        assertThat(line.real.waiting()).isEqualTo(9);
        assertThat(line.ask(places.get(9)).ahead()).isEqualTo(8);
    }

    @Test
    void askingAfterOnesTurnHasComeMakesNobodyWait() {
        var line = new HandCrankedLine(100, FAST);
        PlaceNumber place = line.join();
        line.tick();

        line.real.asked(place, line.now);
        line.ask(place);
        line.tickFor(Duration.ofSeconds(200));
        line.real.asked(place, line.now);

        assertThat(line.real.waiting()).isZero();
    }

    /// A place that polls when told must not count as silent.
    @Test
    void whoAsksWhenToldStaysPresent() {
        var line = fullRoom();
        PlaceNumber place = line.join();
        for (int poll = 0; poll < 50; poll++) {
            Duration after = line.ask(place).pollAfter();
            assertThat(after).isBetween(Polling.SHORTEST, Polling.LONGEST);
            line.tickFor(after.plusSeconds(1));
            assertThat(line.real.waiting()).isEqualTo(1);
        }
    }

    /// The only polling place returns after a silence. Then the number of returned places equals the number
    /// present, and none fell silent.
    @Test
    void loneVisitorWhoComesBackIsStillToldAWait() {
        var line = fullRoom();
        PlaceNumber place = line.join();
        line.tickFor(Duration.ofSeconds(200));
        assertThat(line.real.waiting()).isZero();
        line.ask(place);
        line.tick();
        line.join(300);

        WaitEstimate estimate = line.ask(general(line.real.lastNumber(Lane.GENERAL)));

        assertThat(estimate.pollAfter()).isGreaterThanOrEqualTo(Polling.SHORTEST);
        assertThat(estimate.high()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(estimate.low()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void nobodyKnowsHowLongAPauseTakes() {
        var line = new HandCrankedLine(1, 60);
        List<PlaceNumber> places = line.join(10);
        line.tick();
        line.open = false;
        line.callNext();

        WaitEstimate estimate = line.ask(places.get(9));

        assertThat(estimate.isKnown()).isFalse();
        assertThat(estimate.cause()).isEqualTo("paused");
        assertThat(estimate.ahead()).isEqualTo(8);
    }

    @Test
    void waitOfASteadyLineIsWithinTheFirstRange() {
        int perMinute = 600;
        var line = new HandCrankedLine(1_000_000, perMinute);
        List<PlaceNumber> places = line.join(6_000);
        line.tick();
        places.forEach(line::ask);
        long called = line.called();
        while (called < places.size()) {
            for (int i = (int) called; i < places.size(); i += 1) {
                if (i % 20 == (int) (called % 20)) {
                    line.ask(places.get(i));
                }
            }
            line.tick();
            while (called < line.called()) {
                line.claim(places.get((int) called++));
            }
        }

        assertThat(line.real.estimatesJudged()).isGreaterThan(5_900);
        assertThat((double) line.real.estimatesHit() / line.real.estimatesJudged())
                .isGreaterThan(0.8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void atConstantRateTheEndMovesBackOnlyWhereItSaysSlower(int seed) {
        var told = new ToldEnds(seed, false);
        told.run(1_000);
        assertThat(told.wrong).as("seed %d", seed).isEmpty();
        assertThat(told.asked).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theEndMovesBackOnlyWithACause(int seed) {
        var told = new ToldEnds(seed, true);
        told.run(1_000);
        assertThat(told.wrong).as("seed %d", seed).isEmpty();
        assertThat(told.asked).isGreaterThan(2_000);
    }

    /// Plays a line, and records each estimate that ends later than the one before without a reason.
    private static final class ToldEnds {

        private final SplittableRandom dice;
        private final boolean changing;
        private final HandCrankedLine line;
        private final List<PlaceNumber> places = new ArrayList<>();
        private final Map<PlaceNumber, long[]> told = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private long changedAt;
        private Limit cause = Limit.RATE;
        private long asked;

        ToldEnds(int seed, boolean changing) {
            this.dice = new SplittableRandom(seed);
            this.changing = changing;
            this.line = new HandCrankedLine(changing ? 60 : 1_000_000, dice.nextInt(30, 300));
        }

        private long second() {
            return Duration.between(START, line.now).toSeconds();
        }

        private void run(int seconds) {
            double leaving = dice.nextDouble() * 0.002;
            double coming = dice.nextDouble() * 0.5;
            join(dice.nextInt(500, 2_000));
            for (int i = 0; i < seconds; i++) {
                TickReport report = line.tick();
                note(report);
                if (dice.nextDouble() < coming) {
                    join(dice.nextInt(1, 10));
                }
                for (PlaceNumber place : places) {
                    act(place, leaving);
                }
                if (changing && dice.nextInt(60) == 0) {
                    change();
                }
            }
        }

        private void join(int count) {
            places.addAll(line.join(count));
        }

        private void act(PlaceNumber place, double leaving) {
            if (line.isDue(place)) {
                if (place.number() % 5 != 0 && line.claim(place) && changing && dice.nextBoolean()) {
                    line.finish(place);
                }
            } else if (line.state(place) == PlaceState.WAITING) {
                if (dice.nextDouble() < leaving) {
                    line.leave(place);
                } else if (dice.nextInt(20) == 0 && place.number() % 7 != 0) {
                    ask(place);
                }
            }
        }

        private void change() {
            switch (dice.nextInt(3)) {
                case 0 -> line.real.steer(terms(dice.nextInt(5, 100), dice.nextInt(30, 600)), line.now);
                case 1 -> line.open = false;
                default -> line.open = true;
            }
            changedAt = second();
        }

        private void note(TickReport report) {
            Limit seen = report.bound() == Limit.NOBODY_WAITING ? Limit.RATE : report.bound();
            if (seen != cause) {
                cause = seen;
                changedAt = second();
            }
        }

        private void ask(PlaceNumber place) {
            WaitEstimate estimate = line.ask(place);
            asked++;
            if (estimate.low().compareTo(estimate.high()) > 0) {
                wrong.add(place + " is told from " + estimate.low() + " to " + estimate.high());
            }
            if (!estimate.isKnown()) {
                return;
            }
            long end = second() + estimate.high().toSeconds();
            long[] before = told.put(place, new long[] {end, second()});
            boolean excused = estimate.cause().equals("slower")
                    || changing && (!estimate.cause().equals("rate") || before != null && changedAt >= before[1]);
            if (before != null && end > before[0] && !excused) {
                wrong.add("%s: at %d told %d, at %d told %d: %s"
                        .formatted(place, before[1], before[0], second(), end, estimate.cause()));
            }
        }
    }

    @Test
    void roomsDoNotDisturbEachOther() {
        assertThat(answers(false)).isEqualTo(answers(true)).hasSizeGreaterThan(3_000);
    }

    private static List<String> answers(boolean busyNeighbour) {
        var dice = new SplittableRandom(11);
        var noise = new SplittableRandom(12);
        var line = new HandCrankedLine(30, 300);
        var neighbour = new HandCrankedLine(3, 6_000);
        List<String> answers = new ArrayList<>();
        for (int step = 0; step < 4_000; step++) {
            answers.add(String.valueOf(randomCommand(line, dice)));
            if (busyNeighbour) {
                randomCommand(neighbour, noise);
            }
        }
        return answers;
    }

    private static Object randomCommand(HandCrankedLine line, SplittableRandom dice) {
        Lane lane = dice.nextInt(3) == 0 ? Lane.PRIORITY : Lane.GENERAL;
        PlaceNumber any = new PlaceNumber(lane, 1 + dice.nextLong(line.real.lastNumber(lane) + 1));
        boolean given = any.number() <= line.real.lastNumber(lane);
        return switch (dice.nextInt(given ? 8 : 3)) {
            case 0 -> line.join(lane);
            case 1 -> line.tick();
            case 2 -> line.open = dice.nextInt(5) > 0;
            case 3, 4 -> line.ask(any);
            case 5 -> line.claim(any);
            case 6 -> {
                line.finish(any);
                yield line.look(any);
            }
            default ->
                line.real.tick(line.now, line.movement(), new Shop(null, 50, Duration.ofMillis(dice.nextInt(3_000))));
        };
    }

    private static HandCrankedLine fullRoom() {
        var line = new HandCrankedLine(1, 60);
        PlaceNumber inside = line.join();
        line.tick();
        line.claim(inside);
        line.real.moveAdmissions(ADMISSION.multipliedBy(10), line.now);
        return line;
    }
}
