package dev.frontrow.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.line.Presence.Sign;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {

    private static final long[] EDGES = {
        0, 1, 2, 62, 63, 64, 65, 127, 128, 1022, 1023, 1024, 1025, 2046, 2047, 2048, 2049, 3071, 3072, 5000
    };

    private final Presence presence = new Presence();

    @Test
    void nobodyIsThereAtFirst() {
        assertThat(presence.isAlive(7)).isFalse();
        assertThat(presence.isGone(1_000_000)).isFalse();
        assertThat(presence.sign(1_000_000)).isEqualTo(Sign.SILENT);
        assertThat(presence.aliveBetween(1, 1_000_000)).isZero();
        assertThat(presence.presumedShare()).isZero();
    }

    @Test
    void countsAtEveryEdge() {
        for (long position = 0; position <= 5_000; position++) {
            presence.seen(position, 1);
        }
        for (long first : EDGES) {
            for (long last : EDGES) {
                assertThat(presence.aliveBetween(first, last))
                        .as("%d to %d", first, last)
                        .isEqualTo(Math.max(0, last - first + 1));
            }
            assertThat(presence.aliveBetween(first, Long.MAX_VALUE)).isEqualTo(5_001 - first);
            assertThat(presence.aliveBetween(first, first - 1)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 65, 1023, 1024, 1025, 2047, 2048})
    void countsLonePlaceOnceOnly(long position) {
        presence.seen(position, 1);

        assertThat(presence.aliveBetween(position, position)).isEqualTo(1);
        assertThat(presence.aliveBetween(0, position - 1)).isZero();
        assertThat(presence.aliveBetween(position + 1, 10_000)).isZero();
        assertThat(presence.aliveBetween(0, 10_000)).isEqualTo(1);
    }

    @Test
    void tellsWhoComesBackFromWhoWasThere() {
        assertThat(presence.seen(5, 1)).isTrue();
        assertThat(presence.seen(5, 2)).isFalse();
        presence.sweep(1, 5, 3, 3);
        assertThat(presence.isAlive(5)).isFalse();
        assertThat(presence.seen(5, 4)).isTrue();
    }

    @Test
    void whoIsGoneStaysGoneHoweverOftenSeen() {
        presence.seen(5, 1);
        presence.gone(5);

        assertThat(presence.seen(5, 2)).isFalse();
        assertThat(presence.isAlive(5)).isFalse();
        assertThat(presence.waitingCount()).isZero();
        presence.notGone(5, 3);
        assertThat(presence.isAlive(5)).isTrue();
        assertThat(presence.waitingCount()).isEqualTo(1);
    }

    @Test
    void sweepSilencesAtItsLimitAndNotBefore() {
        presence.seen(1, 10);
        presence.seen(2, 11);
        presence.presume(3, 10);
        presence.presume(4, 11);

        assertThat(presence.sweep(1, 4, 10, 10)).isZero();
        assertThat(presence.aliveBetween(1, 4)).isEqualTo(4);
        assertThat(presence.sweep(1, 4, 11, 11)).isEqualTo(1);

        assertThat(presence.isAlive(1)).isFalse();
        assertThat(presence.sign(2)).isEqualTo(Sign.ASKING);
        assertThat(presence.sign(3)).isEqualTo(Sign.SILENT);
        assertThat(presence.sign(4)).isEqualTo(Sign.PRESUMED);
    }

    @Test
    void sweepsOnlyWhereItIsTold() {
        IntStream.rangeClosed(1, 300).forEach(position -> presence.seen(position, 1));

        presence.sweep(65, 128, 2, 2);

        assertThat(presence.aliveBetween(1, 64)).isEqualTo(64);
        assertThat(presence.aliveBetween(65, 128)).isZero();
        assertThat(presence.aliveBetween(129, 300)).isEqualTo(172);
    }

    @Test
    void presumedBecomesAskingWhenSeen() {
        presence.presume(1, 1);
        presence.presume(2, 1);
        assertThat(presence.presumedShare()).isEqualTo(1);

        presence.seen(1, 2);

        assertThat(presence.sign(1)).isEqualTo(Sign.ASKING);
        assertThat(presence.presumedShare()).isEqualTo(0.5);
        presence.called(2);
        assertThat(presence.presumedShare()).isZero();
        assertThat(presence.waitingCount()).isEqualTo(1);
    }

    @Test
    void reorderMovesThePresentAndTheGone() {
        presence.seen(1, 1);
        presence.seen(2, 1);
        presence.gone(2);
        presence.seen(3, 1);
        presence.sweep(3, 3, 2, 2);
        presence.seen(4, 1);

        presence.reorder(new int[] {0, 3, 1, 2}, 9);

        assertThat(presence.sign(3)).isEqualTo(Sign.PRESUMED);
        assertThat(presence.isGone(1)).isTrue();
        assertThat(presence.isGone(2)).isFalse();
        assertThat(presence.sign(2)).isEqualTo(Sign.SILENT);
        assertThat(presence.sign(4)).isEqualTo(Sign.ASKING);
        assertThat(presence.waitingCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithNaiveCount(int seed) {
        var dice = new SplittableRandom(seed);
        var naive = new Naive();
        int length = dice.nextInt(100, 5_000);
        for (int second = 1; second < 3_000; second++) {
            long position = 1 + dice.nextLong(length);
            act(dice, naive, position, second);

            long first = dice.nextLong(length);
            long last = first + dice.nextLong(length);
            assertThat(presence.aliveBetween(first, last)).isEqualTo(naive.aliveBetween(first, last));
            assertThat(presence.isGone(position)).isEqualTo(naive.gone.contains(position));
            assertThat(presence.sign(position)).isEqualTo(naive.sign(position));
            long waiting = naive.asked.size() + naive.presumed.size();
            assertThat(presence.waitingCount()).isEqualTo(waiting);
            assertThat(presence.presumedShare()).isEqualTo(waiting == 0 ? 0 : (double) naive.presumed.size() / waiting);
        }
    }

    private void act(SplittableRandom dice, Naive naive, long position, int second) {
        switch (dice.nextInt(8)) {
            case 0 -> {
                presence.gone(position);
                naive.gone(position);
            }
            case 1 -> {
                presence.notGone(position, second);
                naive.notGone(position, second);
            }
            case 2 -> {
                if (!naive.gone.contains(position)) {
                    presence.presume(position, second);
                    naive.presume(position, second);
                }
            }
            case 3 -> {
                long last = position + dice.nextLong(1_000);
                int since = second - dice.nextInt(200, 2_000);
                assertThat(presence.sweep(position, last, since, since)).isEqualTo(naive.sweep(position, last, since));
            }
            default -> assertThat(presence.seen(position, second)).isEqualTo(naive.seen(position, second));
        }
    }

    /// A naive implementation with a set and two maps.
    private static final class Naive {

        private final Map<Long, Integer> asked = new TreeMap<>();
        private final Map<Long, Integer> presumed = new TreeMap<>();
        private final Set<Long> gone = new TreeSet<>();

        void gone(long position) {
            gone.add(position);
            asked.remove(position);
            presumed.remove(position);
        }

        void notGone(long position, int second) {
            if (gone.remove(position)) {
                asked.put(position, second);
            }
        }

        void presume(long position, int second) {
            asked.remove(position);
            presumed.put(position, second);
        }

        boolean seen(long position, int second) {
            if (gone.contains(position)) {
                return false;
            }
            boolean silent = sign(position) == Sign.SILENT;
            presumed.remove(position);
            asked.put(position, second);
            return silent;
        }

        int sweep(long first, long last, int since) {
            int before = asked.size();
            for (Map<Long, Integer> seen : List.of(asked, presumed)) {
                seen.entrySet()
                        .removeIf(
                                entry -> entry.getKey() >= first && entry.getKey() <= last && entry.getValue() < since);
            }
            return before - asked.size();
        }

        Sign sign(long position) {
            if (asked.containsKey(position)) {
                return Sign.ASKING;
            }
            return presumed.containsKey(position) ? Sign.PRESUMED : Sign.SILENT;
        }

        long aliveBetween(long first, long last) {
            return Stream.of(asked, presumed)
                    .flatMap(seen -> seen.keySet().stream())
                    .filter(position -> position >= first && position <= last)
                    .count();
        }
    }
}
