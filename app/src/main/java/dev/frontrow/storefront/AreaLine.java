package dev.frontrow.storefront;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.storefront.ConcertView.LevelView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A standing area in the list of seats.
///
/// @param index  in the seat map's order
/// @param chosen how many places the reader has asked for
/// @param floor  empty if the house has one floor
public record AreaLine(int index, String name, LevelView level, int free, int chosen, String floor) {

    /// @param chosen numbers of places, in the seat map's order
    static List<AreaLine> of(SeatMap map, List<LevelView> levels, List<Integer> chosen, ToIntFunction<String> freeIn) {
        List<AreaLine> lines = new ArrayList<>();
        for (Area area : map.areas()) {
            int index = lines.size();
            int free = freeIn.applyAsInt(area.area());
            int wanted = index < chosen.size() ? chosen.get(index) : 0;
            lines.add(new AreaLine(
                    index, area.area(), levelOf(area, levels), free, Math.min(free, wanted), floorOf(area, map)));
        }
        return lines;
    }

    private static String floorOf(Area area, SeatMap map) {
        return map.plan().drawing().areas().stream()
                .filter(shape -> shape.area().equals(area.area()))
                .findFirst()
                .map(shape -> SeatList.floorOf(map, shape.floor()))
                .orElse("");
    }

    private static LevelView levelOf(Area area, List<LevelView> levels) {
        return levels.stream()
                .filter(level -> level.name().equals(area.priceLevel()))
                .findFirst()
                .orElse(levels.getFirst());
    }
}
