package dev.frontrow.hotpath;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The largest house that a plan may have, in each format: 20 sections of 20 rows with 50 seats.
final class LargeHouse {

    static final int SEATS = 20_000;

    private static final int SECTIONS = 20;
    private static final int ROWS = 20;
    private static final int ROW_SEATS = 50;
    private static final int PITCH = 55;
    private static final int DEPTH = 90;
    private static final int ABREAST = 5;

    private LargeHouse() {}

    private static int x(int section, int seat) {
        return section % ABREAST * (ROW_SEATS + 3) * PITCH + seat * PITCH;
    }

    private static int y(int section, int row) {
        return section / ABREAST * (ROWS + 3) * DEPTH + row * DEPTH;
    }

    static String json() {
        return "{\"name\": \"Large\", \"sections\": [%s]}".formatted(joined(SECTIONS, section -> """
                {"section": "S%d", "rows": [%s]}""".formatted(
                        section, joined(ROWS, row -> """
                {"row": "%d", "seats": [%s]}""".formatted(row, joined(ROW_SEATS, seat ->
                                """
                {"number": "%d", "x": %d, "y": %d, "priceLevel": "Level %d"}""".formatted(seat, x(section, seat), y(section, row), section % 4)))))));
    }

    static String csv() {
        var table = new StringBuilder("section,row,number,x,y,price_level\n");
        for (int i = 0; i < SEATS; i++) {
            int section = i / (ROWS * ROW_SEATS);
            int row = i / ROW_SEATS % ROWS;
            int seat = i % ROW_SEATS;
            table.append("S%d,%d,%d,%d,%d,Level %d\n"
                    .formatted(section, row, seat, x(section, seat), y(section, row), section % 4));
        }
        return table.toString();
    }

    static String pretix() {
        return """
                {"name": "Large", "size": {"width": 20000, "height": 20000}, "categories": [%s], "zones": [%s]}""".formatted(joined(4, level -> """
                {"name": "Level %d", "color": "#00000%d"}""".formatted(level, level)), joined(SECTIONS, section -> """
                {"name": "S%1$d", "zone_id": "%1$d", "position": {"x": 0, "y": 0}, "areas": [], "rows": [%2$s]}""".formatted(
                        section, joined(ROWS, row -> """
                {"row_number": "%d", "row_number_position": "start", "position": {"x": 0, "y": 0}, "seats": [%s]}""".formatted(row, joined(ROW_SEATS, seat ->
                                """
                {"seat_guid": "S%1$d-%2$d-%3$d", "seat_number": "%3$d", "category": "Level %4$d",
                 "position": {"x": %5$d, "y": %6$d}}""".formatted(section, row, seat, section % 4, x(section, seat), y(section, row))))))));
    }

    private static String joined(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(","));
    }
}
