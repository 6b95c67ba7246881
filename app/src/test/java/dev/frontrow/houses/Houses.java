package dev.frontrow.houses;

import static dev.frontrow.houses.Drawn.PITCH;
import static dev.frontrow.houses.Drawn.ROW;

import dev.frontrow.houses.Drawn.Row;
import dev.frontrow.houses.Drawn.Wedge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Five houses such as concerts are given in. Each is a plan in our own format.
public enum Houses {
    /// A standing floor before the stage, and a balcony on three sides.
    CLUB {
        @Override
        public String json() {
            var club = new Drawn("Club Mapo", "Floor", "Balcony");
            club.stage(-450, -450, 450, -50);
            club.gate("A", 0, 1_300, 0);
            club.gate("B", 900, 1_300, 1);
            club.area("Floor", 350, "Standing", "A", Drawn.rectangle(-650, 0, 650, 950));
            club.area("Pit", 50, "Front", "A", Drawn.rectangle(700, 0, 1_000, 500));
            club.text("Bar", -350, 1_100, 0);
            club.text("Cloakroom", 350, 1_100, 0);
            club.section("Left", 1, "B", block("Left", 10, 3, -900, 100, "Balcony"));
            club.section("Right", 1, "B", block("Right", 10, 3, 800, 100, "Balcony"));
            club.section("Back", 1, "B", block("Back", 4, 18, -470, 1_150, "Balcony"));
            return club.json();
        }
    },

    /// Odd seats on the left and even ones on the right of an aisle, and two balconies in a bow.
    THEATRE {
        @Override
        public String json() {
            var theatre = new Drawn("Blue Theatre", "Stalls", "Circle", "Upper circle");
            theatre.stage(-600, -500, 600, -60);
            theatre.gate("1", -700, 1_700, 0);
            theatre.gate("2", 700, 1_700, 0);
            theatre.section("Stalls", 0, "1", stalls());
            theatre.wedge("Circle", 1, "1", new Wedge(1_300, 6, 50, 130), "R");
            theatre.wedge("Circle left", 1, "1", new Wedge(1_300, 4, 132, 160), "S");
            theatre.wedge("Circle right", 1, "2", new Wedge(1_300, 4, 20, 48), "S");
            theatre.wedge("Upper circle", 2, "2", new Wedge(1_500, 5, 45, 135), "S");
            return theatre.json();
        }
    },

    /// A floor with standing room and blocks of seats, and two rings around it.
    ARENA {
        @Override
        public String json() {
            var arena = new Drawn("Olympic Arena", "Lower", "Upper");
            arena.stage(-1_000, -2_600, 1_000, -1_800);
            for (int gate = 1; gate <= 5; gate++) {
                double angle = Math.toRadians(-60 + 60 * gate);
                arena.gate("G" + gate, (int) (6_000 * Math.cos(angle)), (int) (6_000 * Math.sin(angle)), gate % 2);
            }
            arena.area("Standing", 2_000, "Standing", "G2", Drawn.rectangle(-1_300, -1_700, 1_300, -200));
            for (int i = 0; i < 4; i++) {
                String name = "Floor " + "ABCD".charAt(i);
                arena.section(name, 0, "G2", block(name, 18, 10, -1_240 + i * 650, 0, "VIP"));
            }
            for (int i = 0; i < 20; i++) {
                double from = -60 + 15 * i;
                String gate = "G" + (1 + i / 4);
                arena.wedge("" + (101 + i), 0, gate, new Wedge(3_100, 10, from + 0.5, from + 14.5), "R");
                arena.wedge("" + (201 + i), 1, gate, new Wedge(4_400, 8, from + 0.5, from + 14.5), "S");
            }
            return arena.json();
        }
    },

    /// Sixty sections in two rings all around the pitch, and the pitch itself.
    STADIUM {
        @Override
        public String json() {
            var stadium = new Drawn("Han River Stadium", "Lower", "Upper");
            stadium.stage(-1_500, -3_600, 1_500, -2_600);
            stadium.gate("North", 0, -9_000, 0);
            stadium.gate("South", 0, 9_000, 0);
            stadium.area("Pitch", 20_000, "Pitch", "South", Drawn.rectangle(-3_000, -2_400, 3_000, 4_200));
            for (int i = 0; i < 30; i++) {
                double from = 12 * i;
                String gate = i < 15 ? "South" : "North";
                stadium.wedge("L" + (i + 1), 0, gate, new Wedge(5_500, 14, from + 0.4, from + 11.6), "Lower");
                stadium.wedge("U" + (i + 1), 1, gate, new Wedge(7_000, 13, from + 0.4, from + 11.6), "Upper");
            }
            return stadium.json();
        }
    },

    /// Pews on both sides of the nave, and side aisles whose view pillars restrict.
    CHURCH {
        @Override
        public String json() {
            var church = new Drawn("Old Cathedral", "Nave", "Gallery");
            church.stage(-400, -600, 400, -80);
            church.gate("West door", 0, 2_300, 0);
            church.gate("Stairs", 900, 2_300, 1);
            church.section("Nave left", 0, "West door", block("NL", 20, 8, -490, 60, "A"));
            church.section("Nave right", 0, "West door", block("NR", 20, 8, 105, 60, "A"));
            church.section("North aisle", 0, "West door", behindPillars("N", -900));
            church.section("South aisle", 0, "West door", behindPillars("S", 740));
            for (int row = 0; row < 20; row += 5) {
                church.text("●", -620, 60 + row * ROW, 0);
                church.text("●", 620, 60 + row * ROW, 0);
            }
            church.section("Gallery", 1, "Stairs", block("G", 4, 14, -360, 1_700, "B"));
            return church.json();
        }
    };

    /// In our own format.
    public abstract String json();

    /// A price for each level of the plan.
    public List<Map<String, Object>> priceLevels() {
        return IntStream.range(0, levels().size())
                .mapToObj(i -> Map.<String, Object>of("name", levels().get(i), "amountMinor", 150_000 - 20_000 * i))
                .toList();
    }

    private List<String> levels() {
        return switch (this) {
            case CLUB -> List.of("Front", "Standing", "Balcony");
            case THEATRE -> List.of("VIP", "R", "S");
            case ARENA -> List.of("VIP", "Standing", "R", "S");
            case STADIUM -> List.of("Pitch", "Lower", "Upper");
            case CHURCH -> List.of("A", "B", "C");
        };
    }

    /// Straight rows behind each other, from the left front seat on.
    private static List<Row> block(String labels, int rows, int seats, int left, int front, String level) {
        return IntStream.range(0, rows)
                .mapToObj(i ->
                        Drawn.row(i + 1, seats, labels, level, seat -> List.of(left + seat * PITCH, front + i * ROW)))
                .toList();
    }

    /// Rows are given by their numbers, 1 2 3, as they come out of a ticket system.
    private static List<Row> stalls() {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < 16; row++) {
            List<Map<String, Object>> seats = new ArrayList<>();
            for (int number = 1; number <= 24; number++) {
                int fromAisle = 90 + (number - 1) / 2 * PITCH;
                int x = number % 2 == 1 ? -fromAisle : fromAisle;
                String label = "ST-" + (row + 1) + "-" + number;
                seats.add(
                        Drawn.seat(label, number, List.of(x, row * ROW), row < 6 ? "VIP" : "R", special(row, number)));
            }
            rows.add(new Row(Integer.toString(row + 1), seats));
        }
        return rows;
    }

    private static String[] special(int row, int number) {
        if (row == 15 && number <= 4) {
            return new String[] {number <= 2 ? "ACCESSIBLE" : "COMPANION"};
        }
        return number <= 2 || number >= 23 ? new String[] {"AISLE"} : new String[] {};
    }

    private static List<Row> behindPillars(String labels, int left) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < 20; row++) {
            List<Map<String, Object>> seats = new ArrayList<>();
            for (int seat = 0; seat < 4; seat++) {
                boolean behind = row % 5 != 4;
                String[] view = behind ? new String[] {"RESTRICTED_VIEW"} : new String[] {};
                List<Integer> spot = List.of(left + seat * PITCH, 60 + row * ROW);
                String label = labels + "-" + (row + 1) + "-" + (seat + 1);
                seats.add(Drawn.seat(label, seat + 1, spot, behind ? "C" : "B", view));
            }
            rows.add(new Row(Integer.toString(row + 1), seats));
        }
        return rows;
    }
}
