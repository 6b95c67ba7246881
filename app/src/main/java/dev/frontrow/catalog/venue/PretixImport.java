package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.catalog.venue.PretixPlan.Position;
import dev.frontrow.catalog.venue.PretixPlan.PretixArea;
import dev.frontrow.catalog.venue.PretixPlan.PretixRow;
import dev.frontrow.catalog.venue.PretixPlan.PretixSeat;
import dev.frontrow.catalog.venue.PretixPlan.Zone;
import dev.frontrow.catalog.venue.VenueForm.PlannedSeatForm;
import dev.frontrow.catalog.venue.VenueForm.RowForm;
import dev.frontrow.catalog.venue.VenueForm.SectionForm;
import dev.frontrow.catalog.venue.VenueForm.StageForm;
import dev.frontrow.catalog.venue.VenueForm.TextForm;
import dev.frontrow.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a plan in pretix' format as a form of ours, and knows how a field of the form is called there. A zone
/// with rows becomes a section; an area that is called a stage becomes the stage, any other with a text becomes
/// that text.
final class PretixImport {

    static final String STAGE = "Stage";

    private static final Set<String> STAGES =
            Set.of("stage", "bühne", "scène", "scene", "escenario", "palco", "podium", "무대", "ステージ", "舞台");
    private static final Position ORIGIN = Position.of(0, 0);
    private static final int ZONES_MAX = 1_000;
    private static final int AREAS_MAX = 2_000;
    private static final int SEAT_WIDTH_DEFAULT = 25;
    private static final Pattern SECTION = Pattern.compile("^sections\\[(\\d{1,6})]");

    private final PretixPlan plan;

    /// For each section the index of its zone.
    private final List<Integer> zoneOfSection = new ArrayList<>();

    private final List<SectionForm> sections = new ArrayList<>();
    private final List<TextForm> texts = new ArrayList<>();
    private @Nullable StageForm stage;
    private int areas;
    private final List<List<Point>> standing = new ArrayList<>();

    /// Faults of the plan are named by pretix' names.
    static VenuePlan plan(PretixPlan plan) {
        var read = new PretixImport(plan);
        try {
            return VenueCheck.of(read.form());
        } catch (Problem faults) {
            Problem named = Problem.of(faults.code());
            faults.fieldFaults().forEach(fault -> named.at(read.pathOf(fault.field()), fault.message()));
            throw named;
        }
    }

    private PretixImport(PretixPlan plan) {
        this.plan = plan;
        List<Zone> zones = Objects.requireNonNullElse(plan.zones(), List.of());
        if (zones.size() > ZONES_MAX) {
            throw Problem.invalidField("zones", "too-large");
        }
        for (int i = 0; i < zones.size(); i++) {
            Zone zone = zones.get(i);
            if (zone == null) {
                zoneOfSection.add(i);
                sections.add(new SectionForm(null, null, null, null, null, null));
            } else {
                read(zone, i);
            }
        }
    }

    private VenueForm form() {
        int width = SeatPitch.median(standing).orElse(SEAT_WIDTH_DEFAULT);
        return new VenueForm(plan.name(), width, null, stage, null, sections, null, texts);
    }

    /// How pretix calls a field of our format.
    private String pathOf(String path) {
        var section = SECTION.matcher(path);
        if (!section.find()) {
            return path.replaceFirst("^sections", "zones").replaceFirst("^(texts|stage).*", "zones");
        }
        int zone = zoneOfSection.get(Integer.parseInt(section.group(1)));
        String rest = path.substring(section.end());
        String renamed = rest.replaceFirst("\\.seat$", ".seat_guid")
                .replaceFirst("\\.number$", ".seat_number")
                .replaceFirst("\\.priceLevel$", ".category")
                .replaceFirst("\\.(x|y)$", ".position.$1")
                .replaceFirst("\\.row$", ".row_number")
                .replaceFirst("^\\.section$", ".name");
        return "zones[" + zone + "]" + renamed;
    }

    private void read(Zone zone, int index) {
        List<PretixRow> rows = Objects.requireNonNullElse(zone.rows(), List.of());
        if (!rows.isEmpty()) {
            zoneOfSection.add(index);
            String name = zone.name() == null || zone.name().isBlank() ? "Zone " + (index + 1) : zone.name();
            List<RowForm> read = new ArrayList<>();
            rows.forEach(row -> read.add(row(row, zone)));
            sections.add(new SectionForm(name, null, null, null, null, read));
        }
        for (PretixArea area : Objects.requireNonNullElse(zone.areas(), List.<PretixArea>of())) {
            if (++areas > AREAS_MAX) {
                throw Problem.invalidField("zones", "too-large");
            }
            PretixDrawing drawing = area == null ? null : PretixDrawing.of(area, zone);
            if (drawing != null) {
                read(drawing);
            }
        }
    }

    private @Nullable RowForm row(@Nullable PretixRow row, Zone zone) {
        if (row == null) {
            return null;
        }
        Position offset = Objects.requireNonNullElse(row.position(), ORIGIN);
        List<PlannedSeatForm> seats = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        for (PretixSeat seat : Objects.requireNonNullElse(row.seats(), List.<PretixSeat>of())) {
            if (seat == null) {
                seats.add(null);
                continue;
            }
            PretixSpot spot = PretixSpot.sum(zone.position(), offset, seat.position());
            Point at = spot == null ? null : spot.point();
            seats.add(seat(seat, at));
            if (at != null) {
                points.add(at);
            }
        }
        standing.add(points);
        return new RowForm(row.rowNumber(), seats);
    }

    private static PlannedSeatForm seat(PretixSeat seat, @Nullable Point at) {
        return new PlannedSeatForm(
                Objects.requireNonNullElse(seat.seatGuid(), ""),
                Objects.requireNonNullElse(seat.seatNumber(), ""),
                at == null ? null : at.x(),
                at == null ? null : at.y(),
                seat.category(),
                null);
    }

    private void read(PretixDrawing drawing) {
        List<List<Integer>> corners = drawing.corners();
        if (stage == null && corners != null && STAGES.contains(drawing.text().toLowerCase(Locale.ROOT))) {
            stage = new StageForm(corners, null);
        } else {
            texts.add(drawing.textForm());
        }
    }
}
