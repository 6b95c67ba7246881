package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.VenuePlans;
import dev.frontrow.catalog.VenuePlans.House;
import dev.frontrow.catalog.editing.ConcertForm.AreaForm;
import dev.frontrow.catalog.editing.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.editing.ConcertForm.SeatForm;
import dev.frontrow.problem.Problem;
import dev.frontrow.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns the seats and areas of a performance, as the operator gives them, into those that can be made, or names the
/// field that stands in the way.
///
/// @param path   of the performance in the form, with its dot
/// @param levels of the concert, by name
/// @param venues where the plan of a venue comes from
record PlacesPlan(PerformanceForm performance, String path, Map<String, PriceLevel> levels, VenuePlans venues) {

    private static final int LABEL_MAX = 40;
    private static final int SEATS_DEFAULT = 50;
    private static final int PLACES_MAX = 100_000;

    /// @param seats without the places of areas
    record Places(List<Seat> seats, List<Area> areas) {

        int count() {
            return seats.size() + areas.stream().mapToInt(Area::capacity).sum();
        }
    }

    Places places() {
        return performance.venueVersion() == null ? given() : ofVenue(performance.venueVersion());
    }

    private Places ofVenue(long venueVersion) {
        String field = path + "venueVersion";
        if (performance.seats() != null || performance.seatCount() != null || performance.areas() != null) {
            throw Problem.invalidField(field, "venue-or-seats");
        }
        House house = venues.house(venueVersion).orElseThrow(() -> Problem.invalidField(field, "unknown-id"));
        List<String> unknown = house.priceLevels().stream()
                .filter(level -> !levels.containsKey(level))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.invalidField(field, "venue-price-levels").with("unknownPriceLevels", unknown);
        }
        House priced = house.costing(List.copyOf(levels.values()));
        return new Places(priced.seats(), priced.areas());
    }

    private Places given() {
        List<Seat> seats = seats();
        var places = new Places(seats, areas(seats));
        if (places.count() > PLACES_MAX) {
            throw Problem.invalidField(path.substring(0, path.length() - 1), "too-large");
        }
        return places;
    }

    private List<Seat> seats() {
        List<SeatForm> forms = performance.seats();
        Integer count = performance.seatCount();
        if (forms != null && count != null) {
            throw Problem.invalidField(path + "seatCount", "seats-or-count");
        }
        if (forms == null) {
            boolean none = count == null && performance.areas() != null;
            return none
                    ? List.of()
                    : Seat.numbered(Objects.requireNonNullElse(count, SEATS_DEFAULT), List.copyOf(levels.values()));
        }
        Set<String> labels = new HashSet<>();
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            String seatPath = path + "seats[" + i + "]";
            Seat seat = seat(forms.get(i), seatPath);
            if (!labels.add(seat.seat())) {
                throw Problem.invalidField(seatPath + ".seat", "duplicate");
            }
            seats.add(seat);
        }
        requirePositionsInAllOfARowOrNone(seats);
        return seats;
    }

    private Seat seat(SeatForm form, String seatPath) {
        String label = PlainText.line(seatPath + ".seat", form.seat(), LABEL_MAX);
        PriceLevel level = level(seatPath, form.priceLevel());
        return new Seat(
                label,
                optional(seatPath + ".section", form.section(), ""),
                optional(seatPath + ".row", form.row(), ""),
                optional(seatPath + ".number", form.number(), label),
                form.position(),
                level.name(),
                level.amountMinor(),
                null,
                attributes(seatPath, form.attributes()));
    }

    private PriceLevel level(String placePath, String name) {
        PriceLevel level = levels.get(PlainText.line(placePath + ".priceLevel", name, LABEL_MAX));
        if (level == null) {
            throw Problem.invalidField(placePath + ".priceLevel", "price-level-unknown");
        }
        return level;
    }

    private static Set<SeatAttribute> attributes(String seatPath, @Nullable List<SeatAttribute> attributes) {
        if (attributes == null) {
            return Set.of();
        }
        for (int i = 0; i < attributes.size(); i++) {
            String field = seatPath + ".attributes[" + i + "]";
            SeatAttribute attribute = attributes.get(i);
            if (attribute == null) {
                throw Problem.invalidField(field, "required");
            }
            if (attributes.indexOf(attribute) < i) {
                throw Problem.invalidField(field, "duplicate");
            }
        }
        return Set.copyOf(attributes);
    }

    /// Neither an area nor one of its places may be taken for a section or a seat.
    private List<Area> areas(List<Seat> seats) {
        List<AreaForm> forms = Objects.requireNonNullElse(performance.areas(), List.of());
        Set<String> names = seats.stream().map(Seat::section).collect(Collectors.toCollection(HashSet::new));
        List<Area> areas = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            Area area = area(forms.get(i), path + "areas[" + i + "]");
            if (!names.add(area.area())) {
                throw Problem.invalidField(path + "areas[" + i + "].area", "duplicate");
            }
            areas.add(area);
        }
        Map<String, Area> byName = areas.stream().collect(Collectors.toMap(Area::area, area -> area));
        for (int i = 0; i < seats.size(); i++) {
            String label = seats.get(i).seat();
            int sign = label.lastIndexOf('#');
            Area area = sign < 0 ? null : byName.get(label.substring(0, sign));
            if (area != null && area.labels(label)) {
                throw Problem.invalidField(path + "seats[" + i + "].seat", "place-of-area");
            }
        }
        return areas;
    }

    private Area area(AreaForm form, String areaPath) {
        String name = PlainText.line(areaPath + ".area", form.area(), LABEL_MAX);
        PriceLevel level = level(areaPath, form.priceLevel());
        return new Area(
                name, form.capacity(), level.name(), level.amountMinor(), Boolean.TRUE.equals(form.entryNumbers()));
    }

    private void requirePositionsInAllOfARowOrNone(List<Seat> seats) {
        record Row(String section, String row) {}
        Map<Row, Set<Integer>> positions = new HashMap<>();
        for (Seat seat : seats) {
            Set<Integer> taken = positions.computeIfAbsent(new Row(seat.section(), seat.row()), _ -> new HashSet<>());
            if (seat.position() != null && !taken.add(seat.position())) {
                throw Problem.invalidField(path + "seats[" + seats.indexOf(seat) + "].position", "duplicate");
            }
        }
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            boolean others = !Objects.requireNonNull(positions.get(new Row(seat.section(), seat.row())))
                    .isEmpty();
            if (seat.position() == null && others) {
                throw Problem.invalidField(path + "seats[" + i + "].position", "required");
            }
        }
    }

    private static String optional(String field, @Nullable String text, String otherwise) {
        return text == null || !PlainText.isVisible(text) ? otherwise : PlainText.line(field, text, LABEL_MAX);
    }
}
