package dev.frontrow.seating;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.catalog.Shoppers;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Whether seats are in demand: a section is under pressure while fewer of its seats are free than other people are
/// in the concert's shop or line, each of whom could want one. The figure comes from memory. Thread-safe.
@Component
public class SeatPressure {

    private final SeatBoards boards;
    private final Catalog catalog;
    private final Shoppers shoppers;

    SeatPressure(SeatBoards boards, Catalog catalog, Shoppers shoppers) {
        this.boards = boards;
        this.catalog = catalog;
        this.shoppers = shoppers;
    }

    /// Whether the section of any of these seats is under pressure, for a buyer who is in the shop and has them.
    /// Must not be called in a transaction.
    public boolean isOn(List<String> labels, long performanceId, long concertId) {
        long others = Math.max(0, shoppers.count(concertId) - 1);
        SeatMap map = catalog.seatMap(performanceId);
        BitSet free = boards.free(performanceId);
        return labels.stream()
                .map(map::seat)
                .filter(Objects::nonNull)
                .map(Seat::section)
                .collect(Collectors.toSet())
                .stream()
                .anyMatch(section -> freeIn(section, map, free) + freePlaces(section, map, performanceId) < others);
    }

    /// An area is a section of its own.
    private int freePlaces(String section, SeatMap map, long performanceId) {
        return map.area(section) == null ? 0 : boards.freeIn(performanceId, section);
    }

    private static long freeIn(String section, SeatMap map, BitSet free) {
        return free.stream()
                .filter(place -> map.seats().get(place).section().equals(section))
                .count();
    }
}
