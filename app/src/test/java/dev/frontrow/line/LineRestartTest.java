package dev.frontrow.line;

import static dev.frontrow.line.HandCrankedLine.ADMISSION;
import static dev.frontrow.line.HandCrankedLine.START;
import static dev.frontrow.line.HandCrankedLine.TURN_UP;
import static dev.frontrow.line.HandCrankedLine.general;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Numbers and positions after a restart, after the draw, and after the database has lost places.
class LineRestartTest {

    private static final int FAST = 60_000;

    private static HandCrankedLine restarted(int capacity, int admitPerMinute, long last, long serving) {
        var line = new HandCrankedLine(capacity, admitPerMinute);
        line.real.restore(Lane.GENERAL, last, serving, START);
        return line;
    }

    @Test
    void neverGivesNumberTwiceOrMovesBackwards() {
        var line = restarted(10, 600, 700, 650);

        assertThat(line.join()).isEqualTo(general(701));
        assertThat(line.called()).isEqualTo(650);
        assertThat(line.isDue(general(650))).isTrue();
        assertThat(line.look(general(651))).isEqualTo(Standing.of(PlaceState.WAITING));
    }

    @Test
    void givesWhoeverWasCalledTheirWholeTimeToTurnUpAgain() {
        var line = restarted(1_000, 60, 700, 650);

        line.pass(TURN_UP.minusNanos(1));
        assertThat(line.isDue(general(1))).isTrue();
        line.pass(Duration.ofNanos(1));
        assertThat(line.state(general(1))).isEqualTo(PlaceState.EXPIRED);
    }

    @Test
    void whoWaitedBeforeCountsAsWaiting() {
        var line = restarted(1_000, 60, 700, 650);

        assertThat(line.real.waiting()).isEqualTo(50);
        assertThat(line.ask(general(700)).ahead()).isEqualTo(49);
    }

    @Test
    void whoDoesNotComeBackAfterARestartFallsSilent() {
        var line = restarted(1, 60, 100, 0);
        line.real.admitted(general(101), line.now.plus(ADMISSION));

        for (int second = 0; second < 120; second++) {
            line.tick();
            line.ask(general(100));
        }

        assertThat(line.real.waiting()).isEqualTo(1);
    }

    @Test
    void remembersWhoIsInside() {
        var line = restarted(2, FAST, 10, 5);
        line.real.admitted(general(3), START.plus(ADMISSION));
        line.real.admitted(general(4), START.plus(ADMISSION));
        line.real.ended(general(5), PlaceState.FINISHED);

        line.tick();

        assertThat(line.called()).isEqualTo(5);
        assertThat(line.state(general(3))).isEqualTo(PlaceState.ADMITTED);
        assertThat(line.state(general(5))).isEqualTo(PlaceState.FINISHED);
        assertThat(line.real.reserveEntry(general(2))).isFalse();
    }

    /// The serving position is not stored at every call, so an admitted place may be beyond the stored one.
    @Test
    void callsNobodyAgainWhoIsInside() {
        var line = restarted(100, FAST, 4, 0);
        line.real.admitted(general(1), START.plus(ADMISSION));
        line.real.live(general(1), START);
        line.real.admitted(general(2), START.plus(ADMISSION));
        line.real.ended(general(2), PlaceState.FINISHED);
        assertThat(line.real.waiting()).isEqualTo(2);

        TickReport report = line.tick();

        assertThat(report.called()).isEqualTo(2);
        assertThat(line.called()).isEqualTo(4);
        assertThat(line.state(general(1))).isEqualTo(PlaceState.ADMITTED);
        assertThat(line.state(general(2))).isNotIn(PlaceState.WAITING, PlaceState.ADMITTED);
    }

    @Test
    void rememberedAdmissionEndsThoughItsTurnNeverCameAgain() {
        var line = restarted(100, FAST, 4, 0);
        line.real.admitted(general(1), START.plus(ADMISSION));
        line.tick();

        line.admitAfter(ADMISSION);

        assertThat(line.state(general(1))).isEqualTo(PlaceState.EXPIRED);
        assertThat(line.real.activeBuyers()).isZero();
    }

    /// Places admitted before the restart do not count as arrivals: they neither slow the line down nor change
    /// its forecasts.
    @Test
    void doesNotTakeWhoWasInsideForArrivals() {
        var line = restarted(100_000, 600, 10_000, 5_000);
        var fresh = restarted(100_000, 600, 10_000, 5_000);
        LongStream.rangeClosed(1, 4_000).forEach(number -> line.real.admitted(general(number), START.plus(ADMISSION)));

        TickReport first = line.tick();
        fresh.tick();
        line.tickFor(Duration.ofSeconds(80));
        fresh.tickFor(Duration.ofSeconds(80));

        assertThat(first.admitted()).isZero();
        assertThat(line.called()).isEqualTo(fresh.called());
    }

    @Test
    void goesOnBehindNumbersThatOthersHaveAndKnowsOnlyThoseThatItHasSeen() {
        var line = new HandCrankedLine(10, 600);
        line.real.found(general(41));
        line.real.found(general(7));

        assertThat(line.join()).isEqualTo(general(42));
        assertThat(line.real.isKnown(general(40))).isFalse();
        assertThat(line.real.isKnown(general(41))).isTrue();
        assertThat(line.real.isKnown(general(43))).isFalse();
        assertThat(line.join(Lane.PRIORITY)).isEqualTo(new PlaceNumber(Lane.PRIORITY, 1));
    }

    @Test
    void knowsWhichNumbersHaveLostTheirPlaces() {
        var line = restarted(10, 600, 100, 10);
        BitSet missing = new BitSet();
        missing.set(1, 101);
        missing.clear(40);
        line.real.missing(Lane.GENERAL, missing);

        assertThat(line.real.isKnown(general(39))).isFalse();
        assertThat(line.real.isKnown(general(40))).isTrue();
        assertThat(line.real.isKnown(general(100))).isFalse();
        assertThat(line.real.isKnown(line.join())).isTrue();
        assertThat(line.real.isKnown(line.join(Lane.PRIORITY))).isTrue();
        line.real.known(general(39));
        assertThat(line.real.isKnown(general(39))).isTrue();
    }

    @Test
    void drawOrdersTheFirstAndLateJoinersKeepTheirNumber() {
        var line = new HandCrankedLine(100_000, FAST);
        line.join(3);
        line.real.draw(Lane.GENERAL, new int[] {0, 3, 1, 2}, line.now);
        PlaceNumber late = line.join();

        assertThat(line.real.positionOf(general(1))).isEqualTo(3);
        assertThat(line.real.positionOf(general(2))).isEqualTo(1);
        assertThat(line.real.positionOf(general(3))).isEqualTo(2);
        assertThat(line.real.positionOf(late)).isEqualTo(4);
        assertThat(line.real.positionOf(new PlaceNumber(Lane.PRIORITY, 1))).isEqualTo(1);
        assertThat(line.real.waiting()).isEqualTo(4);
    }

    @Test
    void callsInTheOrderOfTheDraw() {
        var line = new HandCrankedLine(1, FAST);
        List<PlaceNumber> places = line.join(3);
        line.real.draw(Lane.GENERAL, new int[] {0, 3, 1, 2}, line.now);

        for (int number : new int[] {2, 3, 1}) {
            line.tick();
            assertThat(places.stream().filter(line::isDue)).containsExactly(general(number));
            line.claim(general(number));
            line.finish(general(number));
        }
    }

    @Test
    void whoLeftBeforeTheDrawStaysGoneWhereverTheyWereDrawn() {
        for (int seed = 1; seed <= 20; seed++) {
            var dice = new SplittableRandom(seed);
            int count = 200;
            var line = new HandCrankedLine(100_000, FAST);
            List<PlaceNumber> places = line.join(count);
            List<PlaceNumber> left =
                    places.stream().filter(_ -> dice.nextInt(3) == 0).toList();
            left.forEach(line::leave);
            line.real.draw(Lane.GENERAL, drawn(dice, count), line.now);
            assertThat(line.real.waiting()).isEqualTo(count - left.size());

            line.tick();

            assertThat(left).allMatch(place -> line.state(place) == PlaceState.LEFT);
            assertThat(places.stream().filter(line::isDue)).hasSize(count - left.size());
            assertThat(line.called()).isEqualTo(count);
        }
    }

    @Test
    void restoredDrawIsTheSameAsTheFirst() {
        int count = 50;
        int[] positions = drawn(new SplittableRandom(5), count);
        var line = restarted(10, FAST, count + 5, 20);
        line.real.restoreDraw(Lane.GENERAL, count, number -> positions[(int) number]);

        for (int number = 1; number <= count; number++) {
            assertThat(line.real.positionOf(general(number))).isEqualTo(positions[number]);
            assertThat(line.isDue(general(number))).isEqualTo(positions[number] <= 20);
        }
        assertThat(line.real.positionOf(general(count + 1))).isEqualTo(count + 1);
    }

    private static int[] drawn(SplittableRandom dice, int count) {
        int[] positions = IntStream.rangeClosed(0, count).toArray();
        for (int i = count; i > 1; i--) {
            int j = 1 + dice.nextInt(i);
            int swapped = positions[i];
            positions[i] = positions[j];
            positions[j] = swapped;
        }
        return positions;
    }
}
