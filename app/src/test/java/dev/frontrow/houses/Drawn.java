package dev.frontrow.houses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A house that is being drawn, in centimetres. The stage is at the top; angles are in degrees, clockwise from the
/// right.
final class Drawn {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static final int SEAT = 50;
    static final int PITCH = 55;
    static final int ROW = 90;
    private static final int MARGIN = 40;

    /// A row of one section: what it is called, and where its seats are.
    record Row(String row, List<Map<String, Object>> seats) {}

    /// Part of a ring.
    record Wedge(int radius, int rows, double from, double to) {}

    private final Map<String, Object> plan = new LinkedHashMap<>();
    private final List<Object> gates = new ArrayList<>();
    private final List<Object> sections = new ArrayList<>();
    private final List<Object> areas = new ArrayList<>();
    private final List<Object> texts = new ArrayList<>();

    Drawn(String name, String... floors) {
        plan.put("name", name);
        plan.put("seatWidth", SEAT);
        plan.put("floors", List.of(floors));
        plan.put("gates", gates);
        plan.put("sections", sections);
        plan.put("areas", areas);
        plan.put("texts", texts);
    }

    String json() {
        return JSON.writeValueAsString(plan);
    }

    void stage(int left, int top, int right, int bottom) {
        plan.put("stage", Map.of("shape", rectangle(left, top, right, bottom), "floor", 0));
    }

    void gate(String gate, int x, int y, int floor) {
        gates.add(Map.of("gate", gate, "x", x, "y", y, "floor", floor));
    }

    void text(String text, int x, int y, int floor) {
        texts.add(Map.of("text", text, "x", x, "y", y, "size", 60, "rotation", 0, "floor", floor));
    }

    void area(String area, int capacity, String level, String gate, List<List<Integer>> shape) {
        areas.add(Map.of(
                "area",
                area,
                "capacity",
                capacity,
                "priceLevel",
                level,
                "gate",
                gate,
                "shape",
                shape,
                "floor",
                0,
                "entryNumbers",
                true));
    }

    /// A section whose shape is the rectangle around its seats.
    void section(String section, int floor, String gate, List<Row> rows) {
        List<Map<String, Object>> seats =
                rows.stream().flatMap(row -> row.seats().stream()).toList();
        var x = seats.stream().mapToInt(seat -> (int) seat.getOrDefault("x", 0)).summaryStatistics();
        var y = seats.stream().mapToInt(seat -> (int) seat.getOrDefault("y", 0)).summaryStatistics();
        section(
                section,
                floor,
                gate,
                rows,
                rectangle(x.getMin() - MARGIN, y.getMin() - MARGIN, x.getMax() + MARGIN, y.getMax() + MARGIN));
    }

    private void section(String section, int floor, String gate, List<Row> rows, List<List<Integer>> shape) {
        sections.add(Map.of("section", section, "floor", floor, "gate", gate, "rows", rows, "shape", shape));
    }

    /// A section that is part of a ring around a point; each row has as many seats as fit.
    void wedge(String section, int floor, String gate, Wedge wedge, String level) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < wedge.rows(); i++) {
            int radius = wedge.radius() + i * ROW;
            double width = Math.toRadians(wedge.to() - wedge.from());
            int count = (int) ((width * radius - 2 * MARGIN) / PITCH) + 1;
            double step = (double) PITCH / radius;
            double first = Math.toRadians((wedge.from() + wedge.to()) / 2) - step * (count - 1) / 2;
            rows.add(row(i + 1, count, section, level, seat -> at(radius, first + seat * step)));
        }
        int outer = wedge.radius() + (wedge.rows() - 1) * ROW + MARGIN;
        List<List<Integer>> shape = new ArrayList<>(arc(wedge.radius() - MARGIN, wedge.from(), wedge.to()));
        shape.addAll(arc(outer, wedge.to(), wedge.from()));
        section(section, floor, gate, rows, shape);
    }

    static Row row(int row, int count, String section, String level, IntFunction<List<Integer>> spots) {
        return new Row(
                Integer.toString(row),
                IntStream.range(0, count)
                        .mapToObj(i -> seat(section + "-" + row + "-" + (i + 1), i + 1, spots.apply(i), level))
                        .toList());
    }

    static Map<String, Object> seat(String label, int number, List<Integer> spot, String level, String... attributes) {
        Map<String, Object> seat = new LinkedHashMap<>();
        seat.put("seat", label);
        seat.put("number", Integer.toString(number));
        seat.put("x", spot.get(0));
        seat.put("y", spot.get(1));
        seat.put("priceLevel", level);
        if (attributes.length > 0) {
            seat.put("attributes", List.of(attributes));
        }
        return seat;
    }

    static List<List<Integer>> rectangle(int left, int top, int right, int bottom) {
        return List.of(List.of(left, top), List.of(right, top), List.of(right, bottom), List.of(left, bottom));
    }

    private static List<List<Integer>> arc(int radius, double from, double to) {
        int parts = Math.max(1, (int) Math.abs(to - from) / 3);
        return IntStream.rangeClosed(0, parts)
                .mapToObj(i -> at(radius, Math.toRadians(from + (to - from) * i / parts)))
                .toList();
    }

    private static List<Integer> at(int radius, double angle) {
        return List.of((int) Math.round(radius * Math.cos(angle)), (int) Math.round(radius * Math.sin(angle)));
    }
}
