package dev.frontrow.storefront;

import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A club as the API describes it: two standing areas, and above them a balcony in two odd shapes with special seats.
final class SamplePlan {

    private static final int SEAT = 44;
    private static final int ROWS = 3;
    private static final int ROW_SEATS = 16;

    private SamplePlan() {}

    /// Lets the browser believe that the performance has this house.
    static void shownTo(Visitor fan) {
        var json = JsonMapper.shared();
        fan.page().route("**/seat-plan", route -> route.fulfill(answer(json.writeValueAsString(plan()))));
        fan.page()
                .route(
                        "**/api/v1/performances/*/seats",
                        route -> route.fulfill(answer(json.writeValueAsString(list()))));
        fan.hearsNothingOfSeats();
    }

    private static Route.FulfillOptions answer(String json) {
        return new Route.FulfillOptions()
                .setStatus(200)
                .setContentType("application/json")
                .setBody(json);
    }

    private static Map<String, ?> plan() {
        List<List<Integer>> runs = new ArrayList<>();
        for (int row = 0; row < 2 * ROWS; row++) {
            int left = row < ROWS ? -900 : 100;
            runs.add(List.of(ROW_SEATS, left, 600 + row % ROWS * 60, 50, 0));
        }
        Map<String, Object> plan = new HashMap<>();
        plan.put("performanceId", 1);
        plan.put("schematic", false);
        plan.put("seatWidth", SEAT);
        plan.put("bounds", Map.of("left", -1000, "top", -100, "right", 1000, "bottom", 900));
        plan.put("floors", List.of("Ground", "Balcony"));
        plan.put("stage", Map.of("shape", List.of(at(-300, -80), at(300, -80), at(250, 60), at(-250, 60))));
        putParts(plan);
        plan.put("gates", List.of(Map.of("gate", "3", "x", 0, "y", 820, "floor", 1)));
        plan.put("texts", List.of(Map.of("text", "Bar", "x", 0, "y", 860, "size", 50, "rotation", 0, "floor", 0)));
        plan.put("runs", runs);
        return plan;
    }

    private static void putParts(Map<String, Object> plan) {
        plan.put(
                "sections",
                List.of(
                        part(
                                "section",
                                "Balcony left",
                                1,
                                List.of(at(-940, 560), at(-110, 560), at(-100, 760), at(-940, 760))),
                        part(
                                "section",
                                "Balcony right",
                                1,
                                List.of(at(60, 560), at(890, 560), at(890, 760), at(60, 760)))));
        plan.put(
                "areas",
                List.of(
                        part(
                                "area",
                                "Floor front",
                                0,
                                List.of(at(-400, 100), at(400, 100), at(420, 400), at(-420, 400))),
                        part(
                                "area",
                                "Floor back",
                                0,
                                List.of(at(-420, 430), at(420, 430), at(420, 800), at(-420, 800)))));
    }

    private static Map<String, ?> part(String kind, String name, int floor, List<List<Integer>> shape) {
        int x = shape.stream().mapToInt(List::getFirst).sum() / shape.size();
        int y = shape.stream().mapToInt(List::getLast).sum() / shape.size();
        Map<String, Object> part =
                new HashMap<>(Map.of(kind, name, "floor", floor, "shape", shape, "label", at(x, y), "gate", "3"));
        part.putAll(
                kind.equals("area")
                        ? Map.of("capacity", 300, "priceLevel", "Back")
                        : Map.of("seats", ROWS * ROW_SEATS));
        return part;
    }

    private static List<Integer> at(int x, int y) {
        return List.of(x, y);
    }

    private static Map<String, ?> list() {
        List<Map<String, ?>> seats = new ArrayList<>();
        for (String section : List.of("Balcony left", "Balcony right")) {
            for (int row = 1; row <= ROWS; row++) {
                for (int number = 1; number <= ROW_SEATS; number++) {
                    seats.add(seat(section, row, number));
                }
            }
        }
        return Map.of(
                "performanceId",
                1,
                "version",
                1,
                "seats",
                seats,
                "areas",
                List.of(area("Floor front", 212), area("Floor back", 3)));
    }

    private static Map<String, ?> seat(String section, int row, int number) {
        Map<String, Object> seat = new HashMap<>(Map.of(
                "seat",
                section + "-" + row + "-" + number,
                "section",
                section,
                "row",
                Integer.toString(row),
                "number",
                Integer.toString(number),
                "priceLevel",
                "Front",
                "amountMinor",
                150_000,
                "status",
                "FREE"));
        if (row == ROWS && number <= 2) {
            seat.put("attributes", List.of(number == 1 ? "ACCESSIBLE" : "COMPANION"));
        }
        return seat;
    }

    private static Map<String, ?> area(String area, int free) {
        return Map.of("area", area, "priceLevel", "Back", "amountMinor", 70_000, "capacity", 300, "free", free);
    }
}
