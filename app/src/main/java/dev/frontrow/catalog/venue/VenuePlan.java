package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatPlan.Gate;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Stage;
import dev.frontrow.catalog.SeatPlan.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The plan of a venue, valid in itself, in centimetres. As JSON it is our own format.
///
/// @param floors their names, the lowest first; none where there is only one
record VenuePlan(
        String name,
        int seatWidth,
        List<String> floors,
        @Nullable Stage stage,
        List<Gate> gates,
        List<Section> sections,
        List<PlannedArea> areas,
        List<Text> texts) {

    /// @param rows the best first
    record Section(
            String section,
            int floor,
            List<Point> shape,
            Point label,
            @Nullable String gate,
            List<Row> rows) {

        Stream<PlannedSeat> seats() {
            return rows.stream().flatMap(row -> row.seats().stream());
        }
    }

    record Row(String row, List<PlannedSeat> seats) {}

    /// @param seat       its label
    /// @param x          of its middle, and so is `y`
    /// @param attributes null where there are none
    record PlannedSeat(
            String seat,
            String number,
            int x,
            int y,
            String priceLevel,
            @Nullable List<SeatAttribute> attributes) {}

    record PlannedArea(
            String area,
            int floor,
            List<Point> shape,
            Point label,
            @Nullable String gate,
            int capacity,
            String priceLevel,
            boolean entryNumbers) {}

    Stream<PlannedSeat> seats() {
        return sections.stream().flatMap(Section::seats);
    }

    int seatCount() {
        return (int) seats().count();
    }

    /// Of seats and areas together.
    int placeCount() {
        return seatCount() + areas.stream().mapToInt(PlannedArea::capacity).sum();
    }
}
