package dev.frontrow.storefront;

import dev.frontrow.ApiClient;
import dev.frontrow.Stage;
import dev.frontrow.TestClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Houses of every size to choose seats in.
final class Halls {

    private static final int SECTION_ROWS = 20;
    private static final int ROW_SEATS = 20;

    private Halls() {}

    /// Fifty sections of twenty rows of twenty seats, in four price levels.
    static Stage stadium(ApiClient api, TestClock clock) {
        List<Map<String, String>> seats = new ArrayList<>();
        for (int section = 1; section <= 50; section++) {
            String level = section <= 6 ? "VIP" : section <= 20 ? "R" : section <= 36 ? "S" : "A";
            String name = section <= 6 ? String.valueOf((char) ('A' + section - 1)) : Integer.toString(100 + section);
            for (int row = 1; row <= SECTION_ROWS; row++) {
                for (int number = 1; number <= ROW_SEATS; number++) {
                    seats.add(Map.of(
                            "seat",
                            name + "-" + row + "-" + number,
                            "section",
                            name,
                            "row",
                            Integer.toString(row),
                            "number",
                            Integer.toString(number),
                            "priceLevel",
                            level));
                }
            }
        }
        Map<String, Object> performance = new HashMap<>(Stage.performance(clock.instant(), 7));
        performance.put("seats", seats);
        return Stage.with(
                api,
                clock,
                Map.of(
                        "title",
                        "서울의 밤 – Seoul Nights",
                        "venue",
                        "잠실 주경기장",
                        "priceLevels",
                        List.of(
                                Map.of("name", "VIP", "amountMinor", 198_000),
                                Map.of("name", "R", "amountMinor", 165_000),
                                Map.of("name", "S", "amountMinor", 132_000),
                                Map.of("name", "A", "amountMinor", 99_000)),
                        "performances",
                        List.of(performance)));
    }
}
