package dev.frontrow.line;

import static dev.frontrow.line.HandCrankedLine.LATENCY_TARGET;
import static dev.frontrow.line.HandCrankedLine.TURN_UP;
import static dev.frontrow.line.HandCrankedLine.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How many places are called, from which lane, and when.
class LineAdmissionTest {

    private static final int FAST = 60_000;

    @Test
    void admitsAtTheRateAndNoFaster() {
        var line = new HandCrankedLine(1_000, 60);
        line.join(500);
        line.callNext();
        long atOnce = line.called();
        assertThat(atOnce).isBetween(1L, AdmissionBudget.BURST.toSeconds());

        for (int second = 1; second <= 40; second++) {
            line.admitAfter(Duration.ofSeconds(1));
            assertThat(line.called()).isEqualTo(atOnce + second);
        }
    }

    @Test
    void doesNotSaveUpAdmissionsWhileNobodyWaits() {
        var line = new HandCrankedLine(1_000, 60);
        line.pass(Duration.ofHours(1));
        line.join(500);

        line.callNext();

        assertThat(line.called()).isLessThanOrEqualTo(AdmissionBudget.BURST.toSeconds());
    }

    @Test
    void doesNotSaveUpAdmissionsWhileTheRoomIsFull() {
        var line = new HandCrankedLine(2, 60);
        List<PlaceNumber> places = line.join(500);
        line.callNext();
        places.subList(0, 2).forEach(line::claim);
        line.tickFor(Duration.ofMinutes(1));

        line.real.steer(terms(1_000, 60), line.now);
        line.callNext();

        assertThat(line.called() - 2).isLessThanOrEqualTo(AdmissionBudget.BURST.toSeconds());
    }

    /// In any minute the line calls at most the saved budget plus what it earns in that minute.
    @ParameterizedTest
    @ValueSource(ints = {7, 60, 600, 6_000})
    void noMinuteLetsThroughMoreThanTheRateAndWhatIsSavedUp(int perMinute) {
        var dice = new SplittableRandom(perMinute);
        double mostInAMinute = terms(1, perMinute).perSecond() * 60
                + Math.max(1, terms(1, perMinute).perSecond() * AdmissionBudget.BURST.toSeconds());
        var line = new HandCrankedLine(1_000_000, perMinute);
        ArrayDeque<Instant> calls = new ArrayDeque<>();
        long called = 0;
        for (int step = 0; step < 3_000; step++) {
            line.pass(Duration.ofMillis(dice.nextInt(0, dice.nextInt(10) == 0 ? 20_000 : 400)));
            line.join(dice.nextInt(20) == 0 ? perMinute : 1);
            line.callNext();
            while (called < line.called()) {
                called++;
                line.real.reserveEntry(HandCrankedLine.general(called));
                line.real.admitted(HandCrankedLine.general(called), line.now.plus(TURN_UP));
                calls.addLast(line.now);
            }
            while (!calls.isEmpty() && !calls.getFirst().plusSeconds(60).isAfter(line.now)) {
                calls.removeFirst();
            }
            assertThat((double) calls.size()).isLessThanOrEqualTo(mostInAMinute + 1e-6);
        }
        assertThat(called).isGreaterThan(perMinute);
    }

    @Test
    void callsOthersForThoseWhoNeverCome() {
        int perMinute = 600;
        var line = new HandCrankedLine(1_000_000, perMinute);
        var dice = new SplittableRandom(1);
        List<PlaceNumber> places = line.join(25_000);
        Map<PlaceNumber, Instant> comes = new HashMap<>();
        long called = 0;
        long arrived = 0;
        int minutes = 20;
        for (int second = 0; second < minutes * 60; second++) {
            line.tick();
            for (int i = second % 30; i < places.size(); i += 30) {
                line.real.ask(places.get(i), line.now, null);
            }
            while (called < line.called()) {
                PlaceNumber place = places.get((int) called++);
                if (dice.nextInt(10) >= 3) {
                    comes.put(place, line.now.plusSeconds(dice.nextInt(1, 5)));
                }
            }
            List<PlaceNumber> here = comes.entrySet().stream()
                    .filter(entry -> !entry.getValue().isAfter(line.now))
                    .map(Map.Entry::getKey)
                    .toList();
            here.forEach(comes::remove);
            arrived += here.stream().filter(line::claim).count();
        }

        assertThat((double) arrived).isBetween(0.97 * perMinute * minutes, 1.03 * perMinute * minutes);
    }

    @Test
    void callsOthersForThoseWhoLeaveWhenTheyAreCalled() {
        int perMinute = 600;
        var line = new HandCrankedLine(1_000_000, perMinute);
        List<PlaceNumber> places = line.join(25_000);
        long called = 0;
        long arrived = 0;
        int minutes = 20;
        for (int second = 0; second < minutes * 60; second++) {
            line.tick();
            for (int i = second % 30; i < places.size(); i += 30) {
                line.real.ask(places.get(i), line.now, null);
            }
            while (called < line.called()) {
                PlaceNumber place = places.get((int) called++);
                if (called % 10 < 3) {
                    line.leave(place);
                } else {
                    arrived += line.claim(place) ? 1 : 0;
                }
            }
        }

        assertThat((double) arrived).isBetween(0.97 * perMinute * minutes, 1.03 * perMinute * minutes);
    }

    @Test
    void goesOnWithTheNextForWhoeverLeavesLate() {
        var line = new HandCrankedLine(1_000_000, 60);
        List<PlaceNumber> places = line.join(2_000);
        line.tickFor(Duration.ofSeconds(2));
        line.tickFor(CalledBatches.EXPECTED_WITHIN);
        var twin = new HandCrankedLine(1_000_000, 60);
        twin.join(2_000);
        twin.tickFor(CalledBatches.EXPECTED_WITHIN.plusSeconds(2));

        // These were already replaced as no-shows, so their leaving changes nothing.
        places.subList(0, 2).forEach(line::leave);
        line.tickFor(Duration.ofMinutes(2));
        twin.tickFor(Duration.ofMinutes(2));

        assertThat(line.called()).isEqualTo(twin.called());
    }

    @Test
    void lanesShareSevenToThreeWhileBothWait() {
        var line = new HandCrankedLine(100_000, 6_000);
        for (int i = 0; i < 10_000; i++) {
            line.join(Lane.GENERAL);
            line.join(Lane.PRIORITY);
        }
        while (line.called() + line.real.servingPosition(Lane.PRIORITY) < 10_000) {
            line.tick();
            long priority = line.real.servingPosition(Lane.PRIORITY);
            long all = line.called() + priority;
            assertThat((double) priority).isBetween(0.7 * all - 1.5, 0.7 * all + 1.5);
        }
    }

    @Test
    void neitherLaneWaitsForLongWhileTheOtherIsCalled() {
        var line = new HandCrankedLine(100_000, 6_000);
        line.join(10_000);
        for (int i = 0; i < 10_000; i++) {
            line.join(Lane.PRIORITY);
        }
        line.callNext();
        long general = 0;
        long priority = 0;
        for (int calls = 0, withoutGeneral = 0, withoutPriority = 0; calls < 10_000; calls++) {
            line.admitAfter(Duration.ofMillis(10));
            withoutGeneral = line.called() > general ? 0 : withoutGeneral + 1;
            withoutPriority = line.real.servingPosition(Lane.PRIORITY) > priority ? 0 : withoutPriority + 1;
            general = line.called();
            priority = line.real.servingPosition(Lane.PRIORITY);
            assertThat(withoutGeneral).isLessThan(5);
            assertThat(withoutPriority).isLessThan(3);
        }
    }

    /// A priority lane whose buyers come one by one is often empty. It must not take all admissions.
    @Test
    void generalLaneKeepsItsShareHoweverThePriorityLaneFills() {
        var line = new HandCrankedLine(100_000, 6_000);
        line.join(10_000);

        for (int call = 0; call < 10_000; call++) {
            line.join(Lane.PRIORITY);
            line.admitAfter(Duration.ofMillis(10));
        }

        assertThat(line.called()).isGreaterThanOrEqualTo(2_900);
    }

    @Test
    void emptyLaneLeavesAllToTheOtherAndSavesNothingUp() {
        var line = new HandCrankedLine(100_000, 600);
        line.join(10_000);
        line.tickFor(Duration.ofSeconds(40));
        assertThat(line.called()).isGreaterThanOrEqualTo(400);

        long generalBefore = line.called();
        for (int i = 0; i < 1_000; i++) {
            line.join(Lane.PRIORITY);
        }
        line.tickFor(Duration.ofSeconds(20));

        double priority = line.real.servingPosition(Lane.PRIORITY);
        double all = priority + line.called() - generalBefore;
        assertThat(priority / all).isBetween(0.68, 0.72);
    }

    @Test
    void laneThatHadAllWhileAloneOwesNothingForIt() {
        var line = new HandCrankedLine(100_000, 600);
        for (int i = 0; i < 5_000; i++) {
            line.join(Lane.PRIORITY);
        }
        line.tickFor(Duration.ofSeconds(40));
        long before = line.real.servingPosition(Lane.PRIORITY);
        line.join(1_000);
        line.tickFor(Duration.ofSeconds(20));

        double priority = line.real.servingPosition(Lane.PRIORITY) - before;
        assertThat(priority / (priority + line.called())).isBetween(0.68, 0.72);
    }

    @Test
    void noOrderOfRequestsPutsMoreInsideThanTheCapacity() {
        for (int seed = 1; seed <= 200; seed++) {
            var dice = new SplittableRandom(seed);
            int capacity = dice.nextInt(1, 8);
            var line = new HandCrankedLine(capacity, FAST);
            List<PlaceNumber> places = line.join(40);
            Map<PlaceNumber, Integer> storing = new HashMap<>();
            for (int step = 0; step < 400; step++) {
                PlaceNumber place = places.get(dice.nextInt(places.size()));
                switch (dice.nextInt(6)) {
                    case 0 -> line.tick();
                    case 1, 2 -> {
                        if (line.isDue(place) && line.real.reserveEntry(place)) {
                            storing.merge(place, 1, Integer::sum);
                        }
                    }
                    case 3 -> {
                        if (storing.remove(place) != null) {
                            line.real.admitted(place, line.now.plusSeconds(20));
                        }
                    }
                    case 4 -> {
                        if (storing.computeIfPresent(place, (_, n) -> n == 1 ? null : n - 1) != null) {
                            line.real.notAdmitted(place);
                        }
                    }
                    default -> {
                        if (line.state(place) == PlaceState.ADMITTED) {
                            line.finish(place);
                        }
                    }
                }
                line.callNext();
                storing.keySet().removeIf(stored -> line.state(stored) == PlaceState.ADMITTED);
                assertThat(line.real.activeBuyers() + storing.size())
                        .as("seed %d, step %d", seed, step)
                        .isLessThanOrEqualTo(capacity);
            }
        }
    }

    private static Shop stocked(long free, long held, long sold, long holds, double returning) {
        var levels = List.of(new Stock.LevelStock("all", free, held, sold));
        return new Shop(new Stock(holds, returning, levels), 0, Duration.ZERO);
    }

    /// Claims every due place for 30 seconds, in which nobody takes or returns seats. Returns the number of
    /// claims.
    private static long lookers(Shop shop) {
        var line = new HandCrankedLine(100_000, FAST);
        line.shop = shop;
        List<PlaceNumber> places = line.join(5_000);
        long looking = 0;
        for (int second = 0; second < 30; second++) {
            line.tick();
            looking += places.stream().filter(line::claim).count();
        }
        return looking;
    }

    @Test
    void whereNothingIsLeftNoCrowdIsCalledToLookForIt() {
        assertThat(lookers(stocked(0, 0, 10_000, 0, 0))).isLessThanOrEqualTo(10);
        assertThat(lookers(stocked(0, 100, 9_900, 50, 0))).isLessThanOrEqualTo(50 + 10);
    }

    @ParameterizedTest
    @CsvSource({"50", "100", "400", "1000"})
    void noMorePeopleLookThanFewSeatsAreLeft(long free) {
        assertThat(lookers(stocked(free, 0, 100_000, 0, 0)))
                .isLessThanOrEqualTo(free)
                .isGreaterThanOrEqualTo(free / 4);
    }

    @Test
    void moreAreCalledWhereHeldSeatsAreLikelyToComeBack() {
        long none = lookers(stocked(100, 400, 100_000, 200, 0));
        long half = lookers(stocked(100, 400, 100_000, 200, 0.5));
        long all = lookers(stocked(100, 400, 100_000, 200, 1));

        assertThat(none).isLessThan(half);
        assertThat(half).isLessThan(all);
    }

    @Test
    void saysThatStockBinds() {
        var line = new HandCrankedLine(100_000, FAST);
        line.shop = stocked(0, 0, 10_000, 0, 0);
        line.join(5_000);

        assertThat(line.tick().bound()).isEqualTo(Limit.STOCK);
    }

    @Test
    void whereNobodyCountsSeatsTheyAreNoLimit() {
        assertThat(lookers(new Shop(null, 0, Duration.ZERO))).isEqualTo(5_000);
    }

    @Test
    void slowShopLowersTheRateWithinThreeWindowsAndItRecoversSteadily() {
        var line = new HandCrankedLine(1_000_000, 6_000);
        line.join(100_000);
        line.shop = new Shop(null, 100, LATENCY_TARGET.multipliedBy(3));
        line.tickFor(BackOff.WINDOW.multipliedBy(3).plusSeconds(1));
        int lowered = line.real.admitPerMinute();
        assertThat(lowered).isLessThan(6_000);
        assertThat(line.tick().bound()).isEqualTo(Limit.BACK_OFF);

        line.shop = new Shop(null, 100, LATENCY_TARGET.dividedBy(4));
        line.tickFor(BackOff.WINDOW);
        List<Integer> rates = new ArrayList<>();
        for (int window = 0; window < 100; window++) {
            line.tickFor(BackOff.WINDOW);
            rates.add(line.real.admitPerMinute());
        }

        assertThat(rates).isSorted().last().isEqualTo(6_000);
    }

    @Test
    void lowerRateAppliesAtOnce() {
        var line = new HandCrankedLine(100_000, FAST);
        line.join(50_000);
        line.pass(Duration.ofSeconds(10));

        line.real.steer(terms(100_000, 60), line.now);
        line.callNext();

        assertThat(line.called()).isLessThanOrEqualTo(AdmissionBudget.BURST.toSeconds());
    }

    @Test
    void saysWhatBinds() {
        var line = new HandCrankedLine(1, 600);
        assertThat(line.tick().bound()).isEqualTo(Limit.NOBODY_WAITING);
        line.join(100);
        assertThat(line.tick().bound()).isEqualTo(Limit.CAPACITY);
        line.real.steer(terms(1_000, 600), line.now);
        assertThat(line.tick().bound()).isEqualTo(Limit.RATE);
    }

    @Test
    void reportsWhatItDidSinceTheLastTick() {
        var line = new HandCrankedLine(100, 600);
        List<PlaceNumber> places = line.join(50);
        line.tick();
        places.subList(0, 5).forEach(line::claim);
        long called = line.called();

        TickReport report = line.tick();

        assertThat(report.admitted()).isEqualTo(5);
        assertThat(report.called()).isEqualTo((int) (line.called() - called));
        assertThat(report.inside()).isEqualTo(5);
        assertThat(report.waiting()).isEqualTo(50 - line.called());
        assertThat(line.tick().admitted()).isZero();
    }
}
