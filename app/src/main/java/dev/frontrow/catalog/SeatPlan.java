package dev.frontrow.catalog;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the seats of a performance stand, and what is drawn around them; `y` grows away from the top of the drawing.
/// Places are indexes in [SeatMap#named]. Immutable.
public final class SeatPlan {

    /// Seats of a row whose middles are further apart than this many widths of a seat are no neighbours.
    private static final double APART = 1.5;

    /// As JSON it is `[x, y]`.
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"x", "y"})
    public record Point(int x, int y) {}

    /// @param floor index of its name among those of the drawing; so is every other
    public record Stage(List<Point> shape, int floor) {}

    /// @param label where its name stands
    /// @param seats how many it has
    /// @param gate  the entrance that leads to it
    public record SectionShape(
            String section,
            int floor,
            List<Point> shape,
            Point label,
            int seats,
            @Nullable String gate) {}

    /// @param label where its name stands
    /// @param gate  the entrance that leads to it
    public record AreaShape(
            String area,
            int floor,
            List<Point> shape,
            Point label,
            @Nullable String gate) {}

    /// An entrance of the house.
    public record Gate(String gate, int x, int y, int floor) {}

    /// @param size     height of its letters
    /// @param rotation in degrees, clockwise
    public record Text(String text, int x, int y, int size, int rotation, int floor) {}

    /// What is drawn beside the seats.
    ///
    /// @param floors their names, the lowest first; none where there is only one
    /// @param stage  null where it is not known: then it is along the top
    public record Drawing(
            List<String> floors,
            @Nullable Stage stage,
            List<SectionShape> sections,
            List<AreaShape> areas,
            List<Gate> gates,
            List<Text> texts) {}

    /// A row of one section.
    ///
    /// @param places from left to right
    /// @param rank   that of its best seat
    public record Row(List<Integer> places, int rank) {}

    /// For each place: its middle, how good it is (0 is the best), and how far it is from the middle of the house,
    /// negative on the one side and positive on the other.
    public record Positions(int[] x, int[] y, int[] rank, int[] aside) {}

    private final boolean schematic;
    private final int seatWidth;
    private final Drawing drawing;
    private final Positions spots;
    private final List<Row> rows;

    public SeatPlan(boolean schematic, int seatWidth, Drawing drawing, Positions spots, List<Row> rows) {
        this.schematic = schematic;
        this.seatWidth = seatWidth;
        this.drawing = drawing;
        this.spots = spots;
        this.rows = List.copyOf(rows);
    }

    /// Whether nobody knows where the seats really stand, so that they are laid out by their names.
    public boolean isSchematic() {
        return schematic;
    }

    /// In the plan's unit.
    public int seatWidth() {
        return seatWidth;
    }

    public Drawing drawing() {
        return drawing;
    }

    /// The best row first.
    public List<Row> rows() {
        return rows;
    }

    public int x(int place) {
        return spots.x()[place];
    }

    public int y(int place) {
        return spots.y()[place];
    }

    /// How good the seat is: 0 is the best.
    public int rank(int place) {
        return spots.rank()[place];
    }

    /// How far from the middle of the house, negative on the one side and positive on the other.
    public int aside(int place) {
        return spots.aside()[place];
    }

    /// Whether two seats that follow each other in a row stand side by side.
    public boolean areNeighbours(int left, int right) {
        return Math.hypot(x(right) - x(left), y(right) - y(left)) <= APART * seatWidth;
    }
}
