package dev.frontrow.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every place of one performance: its seats in the operator's order, then the places of each of its areas in turn.
/// Immutable.
public final class SeatMap {

    private final List<Seat> seats;
    private final int named;
    private final List<Area> areas;
    private final Map<String, Integer> places;
    private final int[] byLabel;
    private final BitSet accessible = new BitSet();
    private volatile @Nullable SeatPlan plan;

    public SeatMap(List<Seat> seats) {
        this(seats, List.of());
    }

    /// @param named seats; the areas' places follow them
    public SeatMap(List<Seat> named, List<Area> areas) {
        this(named, areas, null);
    }

    /// @param plan where the named seats stand; null if nobody says
    SeatMap(List<Seat> named, List<Area> areas, @Nullable SeatPlan plan) {
        this.plan = plan;
        this.named = named.size();
        this.areas = List.copyOf(areas);
        seats = Stream.concat(named.stream(), areas.stream().flatMap(area -> area.places().stream()))
                .toList();
        places = HashMap.newHashMap(seats.size());
        for (int place = 0; place < seats.size(); place++) {
            Seat seat = seats.get(place);
            places.put(seat.seat(), place);
            accessible.set(place, seat.isForWheelchairs());
        }
        byLabel = byLabel(seats);
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

    /// All places, those of areas too.
    public List<Seat> seats() {
        return seats;
    }

    /// The seats, which can be asked for by their labels; the first of all places.
    public List<Seat> named() {
        return seats.subList(0, named);
    }

    /// In the operator's order.
    public List<Area> areas() {
        return areas;
    }

    /// The area of that name, if this performance has it.
    public @Nullable Area area(String name) {
        for (Area area : areas) {
            if (area.area().equals(name)) {
                return area;
            }
        }
        return null;
    }

    /// Where the first place of this area stands in [#seats]; its others follow.
    public int firstPlaceOf(Area area) {
        int first = named;
        for (Area before : areas.subList(0, areas.indexOf(area))) {
            first += before.capacity();
        }
        return first;
    }

    /// Where the seats stand. Without a plan of the house it is worked out when somebody asks, since few processes need
    /// it for each performance.
    public SeatPlan plan() {
        SeatPlan known = plan;
        if (known == null) {
            known = HousePlan.of(named(), areas);
            plan = known;
        }
        return known;
    }

    /// Takes away, from a set of places, the seats for people in wheelchairs and their companions.
    public void removeAccessible(BitSet from) {
        from.andNot(accessible);
    }

    /// How many places there are, those of areas too.
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
