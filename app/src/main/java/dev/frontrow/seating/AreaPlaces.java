package dev.frontrow.seating;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.SeatMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The places of a board's areas, of which only the number of free ones is shown. An area may have 50,000 of them,
/// so they are counted as they change, and not at each look. Reads its board's arrays. Not thread-safe: the board
/// guards it.
final class AreaPlaces {

    /// Threads that read the clock at nearly the same time may come here in another order. A difference beyond this
    /// means that the clock was set back.
    private static final long SET_BACK_MICROS = 1_000_000;

    /// Deadlines of places that have changed again stay in the queue until it is this much longer than needed.
    private static final int DEADLINES_PER_PLACE = 2;

    private static final int DEADLINES_MIN = 1_024;

    private record Deadline(long micros, int place) implements Comparable<Deadline> {

        @Override
        public int compareTo(Deadline other) {
            return Long.compare(micros, other.micros);
        }
    }

    private final byte[] statuses;
    private final long[] heldUntil;
    private final Map<String, Integer> indexes = new HashMap<>();

    /// The first place of each area in turn, and the end of the last one.
    private final int[] starts;

    private final BitSet free = new BitSet();
    private final int[] freeIn;

    /// Where the next pick of an area begins. Each node begins elsewhere, so that they rarely pick the same places.
    private final int[] next;

    private final BitSet changed = new BitSet();
    private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>();
    private long now = Long.MIN_VALUE;
    private long lastPassed = Long.MIN_VALUE;

    AreaPlaces(SeatMap map, byte[] statuses, long[] heldUntil) {
        this.statuses = statuses;
        this.heldUntil = heldUntil;
        List<Area> areas = map.areas();
        starts = new int[areas.size() + 1];
        next = new int[areas.size()];
        freeIn = new int[areas.size()];
        starts[areas.size()] = map.size();
        for (int i = 0; i < areas.size(); i++) {
            indexes.put(areas.get(i).area(), i);
            starts[i] = map.firstPlaceOf(areas.get(i));
            next[i] =
                    starts[i] + ThreadLocalRandom.current().nextInt(areas.get(i).capacity());
        }
    }

    /// Whether this place is not a seat.
    boolean have(int place) {
        return place >= starts[0];
    }

    private int areaOf(int place) {
        int found = Arrays.binarySearch(starts, place);
        return found >= 0 ? found : -found - 2;
    }

    /// The board's arrays have something new for this place.
    void update(int place) {
        if (statuses[place] == SeatStatus.HELD.ordinal() && heldUntil[place] > now) {
            deadlines.add(new Deadline(heldUntil[place], place));
        }
        mark(place);
        if (deadlines.size() > DEADLINES_MIN + DEADLINES_PER_PLACE * (starts[starts.length - 1] - starts[0])) {
            recount(now);
        }
    }

    private void mark(int place) {
        boolean isFree = statuses[place] == SeatStatus.FREE.ordinal()
                || statuses[place] == SeatStatus.HELD.ordinal() && heldUntil[place] <= now;
        if (free.get(place) != isFree) {
            free.set(place, isFree);
            int area = areaOf(place);
            freeIn[area] += isFree ? 1 : -1;
            changed.set(area);
        }
    }

    /// Lets the deadlines up to this time pass.
    void advance(long micros) {
        if (micros < now - SET_BACK_MICROS && now != Long.MIN_VALUE) {
            recount(micros);
            return;
        }
        now = Math.max(now, micros);
        for (Deadline first = deadlines.peek(); first != null && first.micros() <= now; first = deadlines.peek()) {
            deadlines.remove();
            lastPassed = first.micros();
            mark(first.place());
        }
    }

    private void recount(long micros) {
        now = micros;
        lastPassed = Math.min(lastPassed, now);
        deadlines.clear();
        for (int place = starts[0]; place < starts[starts.length - 1]; place++) {
            if (statuses[place] == SeatStatus.HELD.ordinal() && heldUntil[place] > now) {
                deadlines.add(new Deadline(heldUntil[place], place));
            }
            mark(place);
        }
    }

    /// The last deadline that has passed, in microseconds.
    long lastPassed() {
        return lastPassed;
    }

    /// The next deadline that may change a count, in microseconds.
    long nextDeadline() {
        Deadline first = deadlines.peek();
        return first == null ? Long.MAX_VALUE : first.micros();
    }

    /// The free places of each area, in the order of the map.
    int[] freeInEach() {
        return freeIn.clone();
    }

    /// @param area index in the map's areas
    int freeIn(int area) {
        return freeIn[area];
    }

    int deadlinesKept() {
        return deadlines.size();
    }

    /// The free places of this area; 0 if there is no such area.
    int freeIn(String area) {
        Integer index = indexes.get(area);
        return index == null ? 0 : freeIn[index];
    }

    /// Up to this many free places of an area. The next pick begins behind them, so that picks which do not see each
    /// other's holds yet still differ.
    List<Integer> pick(String area, int count) {
        Integer index = indexes.get(area);
        return index == null || count == 0 || freeIn[index] == 0 ? List.of() : pick((int) index, count);
    }

    private List<Integer> pick(int area, int count) {
        List<Integer> picked = new ArrayList<>();
        int wanted = Math.min(count, freeIn[area]);
        int place = next[area];
        while (picked.size() < wanted) {
            place = free.nextSetBit(place);
            if (place < 0 || place >= starts[area + 1]) {
                place = starts[area];
            } else {
                picked.add(place++);
            }
        }
        next[area] = place;
        return picked;
    }

    /// Forgets which areas have changed, after telling each of them.
    void tellChanged(@Nullable IntConsumer listener) {
        if (listener != null) {
            changed.stream().forEach(listener);
        }
        changed.clear();
    }
}
