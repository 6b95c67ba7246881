package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frontrow.line.Presence.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalledBatchesTest {

    private static final Instant START = Instant.parse("2026-12-01T11:00:00Z");
    private static final Duration TURN_UP = Duration.ofMinutes(5);

    private final Presence presence = new Presence();
    private final CalledBatches calls = new CalledBatches(presence);
    private final TreeMap<Long, PlaceState> over = new TreeMap<>();
    private final Notes notes = new Notes();

    /// Records the reported experience.
    private static final class Notes implements CalledBatches.Experience {
        private final List<String> learned = new ArrayList<>();
        private double missed;
        private int late;

        @Override
        public void learn(Sign sign, int called, int came) {
            if (called > 0 || came > 0) {
                learned.add(sign + " " + came + " of " + called);
            }
        }

        @Override
        public void missed(double arrivals) {
            missed += arrivals;
        }

        @Override
        public void cameLate(Sign sign) {
            late++;
        }
    }

    private void call(long position, Sign sign, double chance, Instant now) {
        if (sign == Sign.ASKING) {
            presence.seen(position, 1);
        } else if (sign == Sign.PRESUMED) {
            presence.presume(position, 1);
        }
        calls.call(position, sign, chance, now);
    }

    private boolean isClaimable(long position, Instant now) {
        return calls.isClaimable(position, now, TURN_UP, false);
    }

    @Test
    void knowsWhoWasCalled() {
        call(3, Sign.ASKING, 1, START);
        call(4, Sign.ASKING, 1, START.plusSeconds(10));

        assertThat(calls.isCalled(2)).isFalse();
        assertThat(calls.isCalled(3)).isTrue();
        assertThat(calls.isCalled(4)).isTrue();
        assertThat(calls.isCalled(5)).isFalse();
    }

    @Test
    void eachCallHasItsOwnTime() {
        call(1, Sign.ASKING, 1, START);
        call(2, Sign.ASKING, 1, START.plusSeconds(10));

        Instant firstIsOver = START.plus(TURN_UP);
        assertThat(isClaimable(1, firstIsOver.minusNanos(1))).isTrue();
        assertThat(isClaimable(1, firstIsOver)).isFalse();
        assertThat(isClaimable(2, firstIsOver)).isTrue();
        calls.expire(firstIsOver, TURN_UP, over);
        assertThat(calls.isCalled(1)).isFalse();
        assertThat(calls.isCalled(2)).isTrue();
    }

    @Test
    void whoIsCalledTogetherLosesNothingByIt() {
        call(1, Sign.ASKING, 1, START);
        call(2, Sign.ASKING, 1, START.plusMillis(900));

        assertThat(isClaimable(2, START.plusMillis(900).plus(TURN_UP).minusNanos(1)))
                .isTrue();
        assertThat(isClaimable(1, START.plus(TURN_UP).minusNanos(1))).isTrue();
    }

    @Test
    void aCallDoesNotGrowForEver() {
        for (int i = 0; i < 100; i++) {
            call(i + 1, Sign.ASKING, 1, START.plusMillis(i * 100L));
        }

        assertThat(isClaimable(1, START.plusSeconds(1).plus(TURN_UP))).isFalse();
    }

    @Test
    void placesThatWerePassedBelongToTheCallBefore() {
        call(1, Sign.ASKING, 1, START);
        calls.extendTo(2);
        call(3, Sign.ASKING, 1, START.plusSeconds(5));

        assertThat(isClaimable(2, START.plus(TURN_UP).minusNanos(1))).isTrue();
        assertThat(isClaimable(2, START.plus(TURN_UP))).isFalse();
        assertThat(isClaimable(3, START.plus(TURN_UP))).isTrue();
    }

    @Test
    void passingBeforeAnyCallCallsNobody() {
        calls.extendTo(2);
        call(3, Sign.ASKING, 1, START);

        assertThat(calls.isCalled(2)).isFalse();
        assertThat(calls.isCalled(3)).isTrue();
    }

    @Test
    void forgetsHowItEndedOnceTheTimeIsOverAndNotBefore() {
        call(1, Sign.ASKING, 1, START);
        call(2, Sign.ASKING, 1, START.plusSeconds(2));
        over.put(1L, PlaceState.LEFT);
        over.put(2L, PlaceState.FINISHED);
        over.put(3L, PlaceState.LEFT);

        calls.expire(START.plus(TURN_UP).minusNanos(1), TURN_UP, over);
        assertThat(over).hasSize(3);
        calls.expire(START.plus(TURN_UP), TURN_UP, over);

        assertThat(over).containsOnlyKeys(2L, 3L);
    }

    @Test
    void reckonsWithThoseWhoHaveNotComeByTheirChance() {
        call(1, Sign.ASKING, 0.9, START);
        call(2, Sign.SILENT, 0.2, START);
        call(3, Sign.ASKING, 0.9, START.plusSeconds(5));
        assertThat(calls.outstanding()).isCloseTo(2.0, within(1e-9));

        calls.came(3, notes);
        assertThat(calls.outstanding()).isCloseTo(1.1, within(1e-9));
        calls.left(1);
        assertThat(calls.outstanding()).isCloseTo(0.1, within(1e-9));
        calls.came(2, notes);

        // More came than expected; this must not free room for others.
        assertThat(calls.outstanding()).isZero();
    }

    @Test
    void reckonsWithNobodyAnyMoreOnceItLearned() {
        call(1, Sign.ASKING, 0.9, START);

        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN).minusNanos(1), notes);
        assertThat(calls.outstanding()).isEqualTo(0.9);
        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN), notes);

        assertThat(calls.outstanding()).isZero();
        assertThat(isClaimable(1, START.plus(CalledBatches.EXPECTED_WITHIN))).isTrue();
    }

    @Test
    void learnsOnceByTheSignThatWasShown() {
        call(1, Sign.ASKING, 1, START);
        call(2, Sign.ASKING, 1, START);
        call(3, Sign.SILENT, 0.2, START);
        call(4, Sign.PRESUMED, 0.8, START);
        calls.came(1, notes);
        calls.came(3, notes);

        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN), notes);
        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN.multipliedBy(2)), notes);

        assertThat(notes.learned).containsExactlyInAnyOrder("ASKING 1 of 2", "SILENT 1 of 1", "PRESUMED 0 of 1");
        assertThat(notes.missed).isCloseTo(1.0, within(1e-9));
    }

    @Test
    void whoLeavesIsMissedLikeWhoeverDoesNotCome() {
        call(1, Sign.ASKING, 1, START);
        calls.left(1);

        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN), notes);

        assertThat(notes.missed).isEqualTo(1);
        assertThat(notes.learned).containsExactly("ASKING 0 of 1");
        calls.left(1);
        assertThat(notes.late).isZero();
    }

    @Test
    void noticesWhoComesLate() {
        call(1, Sign.ASKING, 1, START);
        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN), notes);

        calls.came(1, notes);

        assertThat(notes.late).isEqualTo(1);
    }

    @Test
    void whoWasCalledBeforeARestartIsNeitherExpectedNorLate() {
        calls.restore(10, START);
        assertThat(calls.outstanding()).isZero();
        assertThat(isClaimable(10, START.plus(TURN_UP).minusNanos(1))).isTrue();

        calls.came(5, notes);
        calls.learn(START.plus(CalledBatches.EXPECTED_WITHIN), notes);
        calls.expire(START.plus(TURN_UP), TURN_UP, over);
        calls.came(6, notes);

        assertThat(notes.late).isZero();
        assertThat(notes.missed).isZero();
        assertThat(notes.learned).isEmpty();
    }

    @Test
    void restoringAnUncalledLineCallsNobody() {
        calls.restore(0, START);

        assertThat(calls.isCalled(1)).isFalse();
    }

    @Test
    void pausePostponesAllOfIt() {
        call(1, Sign.ASKING, 1, START);
        Duration pause = Duration.ofHours(1);
        assertThat(calls.isClaimable(1, START.plus(pause), TURN_UP, true)).isTrue();

        calls.postpone(pause);

        assertThat(isClaimable(1, START.plus(pause).plus(TURN_UP).minusNanos(1)))
                .isTrue();
        assertThat(isClaimable(1, START.plus(pause).plus(TURN_UP))).isFalse();
        calls.learn(START.plus(pause).plus(CalledBatches.EXPECTED_WITHIN).minusNanos(1), notes);
        assertThat(notes.learned).isEmpty();
    }
}
