package dev.frontrow.catalog.venue;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.SeatPlan.Text;
import dev.frontrow.catalog.venue.VenuePlan.PlannedArea;
import dev.frontrow.catalog.venue.VenuePlan.PlannedSeat;
import dev.frontrow.catalog.venue.VenuePlan.Section;
import dev.frontrow.text.CsvFormulas;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a plan as CSV, from which [CsvImport] makes an equal one. It begins with a byte order mark, without which
/// spreadsheets take it for an older encoding.
final class CsvExport {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Set<CsvColumn> NUMBERS = EnumSet.of(
            CsvColumn.X, CsvColumn.Y, CsvColumn.CAPACITY, CsvColumn.SIZE, CsvColumn.ROTATION, CsvColumn.ENTRY_NUMBERS);

    private final VenuePlan plan;
    private final StringWriter text = new StringWriter();
    private final CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);

    private CsvExport(VenuePlan plan) {
        this.plan = plan;
    }

    static String of(VenuePlan plan) {
        return new CsvExport(plan).write();
    }

    private String write() {
        text.write(BYTE_ORDER_MARK);
        csv.writeRecord(Arrays.stream(CsvColumn.values()).map(CsvColumn::title).toList());
        line("venue")
                .with(CsvColumn.NAME, plan.name())
                .with(CsvColumn.SIZE, plan.seatWidth())
                .write();
        plan.floors().forEach(floor -> line("floor").with(CsvColumn.NAME, floor).write());
        plan.gates()
                .forEach(gate -> line("gate")
                        .with(CsvColumn.NAME, gate.gate())
                        .at(gate.x(), gate.y(), gate.floor())
                        .write());
        writeStage();
        plan.sections().forEach(this::write);
        plan.areas().forEach(this::write);
        plan.texts().forEach(this::write);
        return text.toString();
    }

    private void writeStage() {
        if (plan.stage() != null) {
            line("stage")
                    .with(CsvColumn.SHAPE, points(plan.stage().shape()))
                    .with(CsvColumn.FLOOR, floor(plan.stage().floor()))
                    .write();
        }
    }

    private void write(Text each) {
        line("text")
                .with(CsvColumn.NAME, each.text())
                .at(each.x(), each.y(), each.floor())
                .with(CsvColumn.SIZE, each.size())
                .with(CsvColumn.ROTATION, each.rotation())
                .write();
    }

    private void write(Section section) {
        line("section")
                .with(CsvColumn.SECTION, section.section())
                .with(CsvColumn.FLOOR, floor(section.floor()))
                .with(CsvColumn.GATE, section.gate())
                .with(CsvColumn.SHAPE, points(section.shape()))
                .with(CsvColumn.LABEL, points(List.of(section.label())))
                .write();
        section.rows().forEach(row -> row.seats().forEach(seat -> write(section.section(), row.row(), seat)));
    }

    private void write(String section, String row, PlannedSeat seat) {
        List<SeatAttribute> attributes = Objects.requireNonNullElse(seat.attributes(), List.of());
        line("seat")
                .with(CsvColumn.SECTION, section)
                .with(CsvColumn.ROW, row)
                .with(CsvColumn.SEAT, seat.seat())
                .with(CsvColumn.NUMBER, seat.number())
                .with(CsvColumn.X, seat.x())
                .with(CsvColumn.Y, seat.y())
                .with(CsvColumn.PRICE_LEVEL, seat.priceLevel())
                .with(
                        CsvColumn.ATTRIBUTES,
                        attributes.stream().map(SeatAttribute::name).collect(Collectors.joining(" ")))
                .write();
    }

    private void write(PlannedArea area) {
        line("area")
                .with(CsvColumn.NAME, area.area())
                .with(CsvColumn.FLOOR, floor(area.floor()))
                .with(CsvColumn.GATE, area.gate())
                .with(CsvColumn.SHAPE, points(area.shape()))
                .with(CsvColumn.LABEL, points(List.of(area.label())))
                .with(CsvColumn.CAPACITY, area.capacity())
                .with(CsvColumn.PRICE_LEVEL, area.priceLevel())
                .with(CsvColumn.ENTRY_NUMBERS, area.entryNumbers())
                .write();
    }

    private String floor(int floor) {
        return plan.floors().isEmpty() ? "" : plan.floors().get(floor);
    }

    private static String points(List<Point> points) {
        return points.stream().map(point -> point.x() + " " + point.y()).collect(Collectors.joining(" "));
    }

    private Written line(String type) {
        return new Written().with(CsvColumn.TYPE, type);
    }

    /// A line that is being put together.
    private final class Written {

        private final Map<CsvColumn, String> cells = new EnumMap<>(CsvColumn.class);

        Written with(CsvColumn column, @Nullable Object value) {
            String cell = value == null ? "" : value.toString();
            cells.put(column, NUMBERS.contains(column) ? cell : CsvFormulas.disarmed(cell));
            return this;
        }

        Written at(int x, int y, int floor) {
            return with(CsvColumn.X, x).with(CsvColumn.Y, y).with(CsvColumn.FLOOR, floor(floor));
        }

        void write() {
            csv.writeRecord(Arrays.stream(CsvColumn.values())
                    .map(column -> cells.getOrDefault(column, ""))
                    .toList());
        }
    }
}
