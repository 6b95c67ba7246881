package dev.frontrow.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Every seat of one performance, in the operator's order. Immutable.
public final class SeatMap {

    private final List<Seat> seats;
    private final Map<String, Integer> places;
    private final int[] byLabel;
    private volatile @Nullable HousePlan plan;

    public SeatMap(List<Seat> seats) {
        this.seats = List.copyOf(seats);
        places = HashMap.newHashMap(seats.size());
        for (int place = 0; place < seats.size(); place++) {
            places.put(seats.get(place).seat(), place);
        }
        byLabel = byLabel(this.seats);
    }

    private static int[] byLabel(List<Seat> seats) {
        byte[][] labels = seats.stream()
                .map(seat -> seat.seat().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparing(place -> labels[place], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    public List<Seat> seats() {
        return seats;
    }

    /// Where the seats stand; worked out when somebody asks, since few processes need it for each performance.
    public HousePlan plan() {
        HousePlan known = plan;
        if (known == null) {
            known = new HousePlan(seats);
            plan = known;
        }
        return known;
    }

    public int size() {
        return seats.size();
    }

    /// The seat of that label, if this performance has it.
    public @Nullable Seat seat(String label) {
        Integer place = places.get(label);
        return place == null ? null : seats.get(place);
    }

    /// Where the seat of that label stands in [#seats], if this performance has it.
    public @Nullable Integer placeOf(String label) {
        return places.get(label);
    }

    /// Where the seats stand in [#seats] that come at these indexes, counted from 0, when labels are put in
    /// order as the database does it: by the bytes of UTF-8.
    public int[] placesByLabel(int from, int to) {
        return Arrays.copyOfRange(byLabel, from, to);
    }

    /// The label that comes at this index, counted from 0, in the same order.
    public String labelAt(int index) {
        return seats.get(byLabel[index]).seat();
    }
}
