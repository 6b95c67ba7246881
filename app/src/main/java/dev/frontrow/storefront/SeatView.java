package dev.frontrow.storefront;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.storefront.ConcertView.LevelView;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// A seat in the words of a ticket.
///
/// @param section empty if the house has no sections; likewise `row`
public record SeatView(String label, String section, String row, String number, LevelView level, long amountMinor) {

    /// The seat with this label. A label that the house does not know stands for itself.
    public static SeatView of(String label, long amountMinor, SeatMap map, List<LevelView> levels) {
        Seat seat = map.seat(label);
        if (seat == null) {
            return new SeatView(label, "", "", label, levels.getFirst(), amountMinor);
        }
        LevelView level = levels.stream()
                .filter(candidate -> candidate.name().equals(seat.priceLevel()))
                .findFirst()
                .orElse(levels.getFirst());
        return new SeatView(label, seat.section(), seat.row(), seat.number(), level, amountMinor);
    }

    /// The order of the seat map.
    public static Comparator<String> inOrderOf(SeatMap map) {
        return Comparator.comparing(label -> Objects.requireNonNullElse(map.placeOf(label), map.size()));
    }

    /// Message key, by the parts of a seat's name that the house uses.
    public String words() {
        if (section.isEmpty()) {
            return row.isEmpty() ? "number" : "row";
        }
        return row.isEmpty() ? "section" : "full";
    }
}
