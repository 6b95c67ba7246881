package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.waitingroom.Presence.Sign;
import java.util.Map;
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

    /// Against a set and two maps.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithNaiveCount(int seed) {
        var dice = new SplittableRandom(seed);
        Map<Long, Integer> asked = new TreeMap<>();
        Map<Long, Integer> presumed = new TreeMap<>();
        TreeSet<Long> gone = new TreeSet<>();
        int length = dice.nextInt(100, 5_000);
        for (int second = 1; second < 3_000; second++) {
            long position = 1 + dice.nextLong(length);
            switch (dice.nextInt(8)) {
                case 0 -> {
                    presence.gone(position);
                    gone.add(position);
                    asked.remove(position);
                    presumed.remove(position);
                }
                case 1 -> {
                    if (gone.remove(position)) {
                        asked.put(position, second);
                    }
                    presence.notGone(position, second);
                }
                case 2 -> {
                    if (!gone.contains(position)) {
                        presence.presume(position, second);
                        asked.remove(position);
                        presumed.put(position, second);
                    }
                }
                case 3 -> {
                    long last = position + dice.nextLong(1_000);
                    int since = second - dice.nextInt(200, 2_000);
                    int before = asked.size();
                    asked.entrySet().removeIf(entry -> within(entry, position, last) && entry.getValue() < since);
                    presumed.entrySet().removeIf(entry -> within(entry, position, last) && entry.getValue() < since);
                    assertThat(presence.sweep(position, last, since, since)).isEqualTo(before - asked.size());
                }
                default -> {
                    boolean silent =
                            !gone.contains(position) && !asked.containsKey(position) && !presumed.containsKey(position);
                    assertThat(presence.seen(position, second)).isEqualTo(silent);
                    if (!gone.contains(position)) {
                        presumed.remove(position);
                        asked.put(position, second);
                    }
                }
            }
            long first = dice.nextLong(length);
            long last = first + dice.nextLong(length);
            long alive = Stream.of(asked, presumed)
                    .flatMap(known -> known.entrySet().stream())
                    .filter(entry -> within(entry, first, last))
                    .count();
            assertThat(presence.aliveBetween(first, last)).isEqualTo(alive);
            assertThat(presence.isGone(position)).isEqualTo(gone.contains(position));
            long waiting = asked.size() + presumed.size();
            assertThat(presence.waitingCount()).isEqualTo(waiting);
            assertThat(presence.presumedShare()).isEqualTo(waiting == 0 ? 0 : (double) presumed.size() / waiting);
        }
    }

    private static boolean within(Map.Entry<Long, Integer> entry, long first, long last) {
        return entry.getKey() >= first && entry.getKey() <= last;
    }
}
