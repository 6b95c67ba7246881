package dev.frontrow.storefront;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Hold.HeldSeat;
import dev.frontrow.storefront.ConcertView.LevelView;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A seat in the words of a ticket.
///
/// @param section     empty if the house has no sections; likewise `row`. Of places in an area: the area's name
/// @param number      empty for places in an area, which nobody can name
/// @param amountMinor price of one
/// @param quantity    how many places of an area; 1 for a seat
public record SeatView(
        String label, String section, String row, String number, LevelView level, long amountMinor, int quantity) {

    /// What a hold has, in the order of the seat map; places of an area together.
    public static List<SeatView> of(Hold hold, SeatMap map, List<LevelView> levels) {
        var seats = hold.seats().stream()
                .sorted(Comparator.comparing(HeldSeat::seat, inOrderOf(map)))
                .map(seat -> of(seat.seat(), seat.amountMinor(), map, levels));
        var areas = hold.areas().stream()
                .map(area -> new SeatView(
                        area.area(),
                        area.area(),
                        "",
                        "",
                        level(levelOf(area.area(), map), levels),
                        area.amountMinor(),
                        area.quantity()));
        return Stream.concat(seats, areas).toList();
    }

    private static String levelOf(String area, SeatMap map) {
        Area known = map.area(area);
        return known == null ? "" : known.priceLevel();
    }

    private static LevelView level(String name, List<LevelView> levels) {
        return levels.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(levels.getFirst());
    }

    /// The seat with this label. A label that the house does not know stands for itself.
    public static SeatView of(String label, long amountMinor, SeatMap map, List<LevelView> levels) {
        Seat seat = map.seat(label);
        if (seat == null) {
            return new SeatView(label, "", "", label, levels.getFirst(), amountMinor, 1);
        }
        LevelView level = level(seat.priceLevel(), levels);
        return seat.area() == null
                ? new SeatView(label, seat.section(), seat.row(), seat.number(), level, amountMinor, 1)
                : new SeatView(label, seat.area(), "", "", level, amountMinor, 1);
    }

    /// The order of the seat map.
    public static Comparator<String> inOrderOf(SeatMap map) {
        return Comparator.comparing(label -> Objects.requireNonNullElse(map.placeOf(label), map.size()));
    }

    public long totalMinor() {
        return amountMinor * quantity;
    }

    /// Message key, by the parts of a seat's name that the house uses.
    public String words() {
        if (number.isEmpty()) {
            return "area";
        }
        if (section.isEmpty()) {
            return row.isEmpty() ? "number" : "row";
        }
        return row.isEmpty() ? "section" : "full";
    }
}
