package dev.frontrow.storefront;

import dev.frontrow.ApiClient;
import dev.frontrow.Stage;
import dev.frontrow.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Houses of different sizes for tests of the seat page.
final class Halls {

    private record Size(int sections, int rows, int rowSeats) {

        /// The most expensive eighth has letters for names, like the blocks before a stage.
        int dearest() {
            return sections * 6 / 50;
        }

        String name(int section) {
            return section <= dearest() ? String.valueOf((char) ('A' + section - 1)) : Integer.toString(100 + section);
        }

        String level(int section) {
            return section <= dearest()
                    ? "VIP"
                    : section <= sections * 20 / 50 ? "R" : section <= sections * 36 / 50 ? "S" : "A";
        }
    }

    private Halls() {}

    /// Fifty sections of twenty rows of twenty seats, in four price levels.
    static Stage stadium(ApiClient api, TestClock clock) {
        return house(api, clock, "잠실 주경기장", new Size(50, 20, 20), Map.of());
    }

    /// Seventeen sections of ten rows of fourteen seats; A and B are the most expensive.
    static Stage theatre(ApiClient api, TestClock clock, Map<String, ?> room) {
        return house(api, clock, "블루홀 Blue Hall", new Size(17, 10, 14), room);
    }

    private static Stage house(ApiClient api, TestClock clock, String venue, Size size, Map<String, ?> room) {
        Map<String, Object> performance = new HashMap<>(evening(clock, 7));
        performance.put("seats", seats(size));
        Map<String, Object> house = new HashMap<>(room);
        house.putAll(Map.of(
                "title",
                "서울의 밤 – Seoul Nights",
                "venue",
                venue,
                "priceLevels",
                List.of(
                        Map.of("name", "VIP", "amountMinor", 198_000),
                        Map.of("name", "R", "amountMinor", 165_000),
                        Map.of("name", "S", "amountMinor", 132_000),
                        Map.of("name", "A", "amountMinor", 99_000)),
                "performances",
                List.of(performance)));
        return Stage.with(api, clock, house);
    }

    private static List<Map<String, String>> seats(Size size) {
        List<Map<String, String>> seats = new ArrayList<>();
        for (int section = 1; section <= size.sections(); section++) {
            String level = size.level(section);
            String name = size.name(section);
            for (int row = 1; row <= size.rows(); row++) {
                for (int number = 1; number <= size.rowSeats(); number++) {
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
        return seats;
    }

    /// A performance at seven in the evening, Seoul time.
    static Map<String, String> evening(TestClock clock, int inDays) {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return Map.of(
                "startsAt",
                midnight.plus(Duration.ofDays(inDays))
                        .plus(Duration.ofHours(10))
                        .toString());
    }
}
