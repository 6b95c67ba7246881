package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatAttribute;
import dev.frontrow.catalog.SeatMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Picks of the best seats. Houses are drawn: one line per row, `.` for a free seat, `#` for a taken one.
class FreeSeatsTest {

    @ParameterizedTest(name = "{1} of {0} are those from {2}")
    @CsvSource({
        // The middle of the row, if no orphan seat is left there.
        "'..........', 2, 1-5",
        "'..........', 4, 1-3",
        "'.....', 1, 1-3",
        // A single seat is left only if it is unavoidable.
        "'...', 2, 1-1",
        "'#...#....', 2, 1-6",
        "'...#....', 1, 1-5",
        "'#..#..', 1, 1-3",
        "'...\n....', 2, 2-1",
        // Nearest row first.
        "'######\n......\n......', 2, 2-3",
        "'#....#\n......', 4, 1-2",
        // Leaves room for more pairs.
        "'........', 2, 1-3",
        "'######..', 2, 1-7",
    })
    void bestBlockIs(String house, int count, String first) {
        List<String> block = best(house, count).orElseThrow();

        assertThat(block.getFirst()).isEqualTo(first);
        assertThat(block).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"'.#.#.', 2", "'###', 1", "'..\n..', 3"})
    void thereIsNone(String house, int count) {
        assertThat(best(house, count)).isEmpty();
    }

    @Test
    void wantedPriceLevelIsKept() {
        SeatMap map = new SeatMap(Seat.numbered(20, List.of(new PriceLevel("A", 2), new PriceLevel("B", 1))));
        var free = new BitSet();
        free.set(0, 20);

        assertThat(new FreeSeats(map, free).best(new BestAvailable(2, "B")).orElseThrow())
                .allMatch(seat -> Integer.parseInt(seat) > 10);
    }

    @Test
    void levelsAreMixedOnlyWhereThereIsNoOtherWay() {
        SeatMap map = new SeatMap(Seat.numbered(6, List.of(new PriceLevel("A", 2), new PriceLevel("B", 1))));
        assertThat(map.plan().rows()).hasSize(2);
        var free = new BitSet();
        free.set(0, 4);
        assertThat(new FreeSeats(map, free).best(new BestAvailable(4, null)))
                .hasValueSatisfying(block -> assertThat(block).containsExactly("1", "2", "3", "4"));
        assertThat(new FreeSeats(map, free).best(new BestAvailable(2, null)))
                .hasValueSatisfying(block -> assertThat(block).containsExactly("1", "2"));
        assertThat(new FreeSeats(map, free).best(new BestAvailable(2, "B"))).isEmpty();
    }

    @Test
    void gapInTheNumbersIsNoPlaceForAParty() {
        List<Seat> seats = IntStream.of(1, 2, 5, 6)
                .mapToObj(i -> new Seat("R-" + i, "", "R", Integer.toString(i), "A", 1))
                .toList();
        var free = new BitSet();
        free.set(0, 4);

        assertThat(new FreeSeats(new SeatMap(seats), free).best(new BestAvailable(3, null)))
                .isEmpty();
    }

    @Test
    void seatsForWheelchairsAndCompanionsAreNeverPicked() {
        List<Seat> seats = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            Set<SeatAttribute> attributes = switch (i) {
                case 3 -> Set.of(SeatAttribute.ACCESSIBLE);
                case 4 -> Set.of(SeatAttribute.COMPANION);
                case 5 -> Set.of(SeatAttribute.AISLE);
                default -> Set.of();
            };
            seats.add(new Seat("R-" + i, "", "R", "" + i, null, "A", 1, null, attributes));
        }
        var free = new BitSet();
        free.set(0, 6);
        var freeSeats = new FreeSeats(new SeatMap(seats), free);

        assertThat(freeSeats.best(new BestAvailable(3, null))).isEmpty();
        Set<String> picked = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            List<String> pair = freeSeats.best(new BestAvailable(2, null)).orElseThrow();
            freeSeats.take(pair);
            picked.addAll(pair);
        }
        assertThat(picked).containsExactlyInAnyOrder("R-1", "R-2", "R-5", "R-6");
        assertThat(freeSeats.best(new BestAvailable(1, null))).isEmpty();
    }

    @Test
    void placesOfAreasAreNeverPicked() {
        var map = new SeatMap(List.of(), List.of(new Area("Floor", 9, "A", 1, false)));
        var free = new BitSet();
        free.set(0, 9);

        assertThat(new FreeSeats(map, free).best(new BestAvailable(1, null))).isEmpty();
    }

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>(
                IntStream.rangeClosed(1, 30).mapToObj(Long::valueOf).toList());
        seeds.add(System.nanoTime());
        return seeds;
    }

    /// In random houses: a returned block is free and adjacent, and no other block leaves fewer single seats. If
    /// none is returned, there is none.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noSingleSeatIsLeftWhereThatCanBeAvoided(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> rows = IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(_ -> randomRow(random))
                    .toList();
            int count = 1 + random.nextInt(4);
            String house = String.join("\n", rows);

            Optional<List<String>> block = best(house, count);

            Optional<Integer> fewest = fewestOrphans(rows, count);
            assertThat(block.isPresent()).as(house).isEqualTo(fewest.isPresent());
            block.ifPresent(given -> assertThat(orphansBy(rows, given))
                    .as("%s in%n%s", given, house)
                    .isEqualTo(fewest.orElseThrow()));
        }
    }

    private static String randomRow(Random random) {
        return random.ints(1L + random.nextInt(12), 0, 3)
                .mapToObj(i -> i == 0 ? "#" : ".")
                .reduce("", String::concat);
    }

    private static Optional<Integer> fewestOrphans(List<String> rows, int count) {
        return rows.stream()
                .flatMap(row -> IntStream.rangeClosed(0, row.length() - count)
                        .filter(start -> row.substring(start, start + count).equals(".".repeat(count)))
                        .mapToObj(start -> orphans(row, start, count)))
                .min(Comparator.naturalOrder());
    }

    private static int orphansBy(List<String> rows, List<String> block) {
        String[] first = block.getFirst().split("-");
        String row = rows.get(Integer.parseInt(first[0]) - 1);
        int start = Integer.parseInt(first[1]) - 1;
        assertThat(row.substring(start, start + block.size())).isEqualTo(".".repeat(block.size()));
        return orphans(row, start, block.size());
    }

    private static int orphans(String row, int start, int count) {
        String padded = "##" + row + "##";
        boolean left = padded.charAt(start + 1) == '.' && padded.charAt(start) == '#';
        boolean right = padded.charAt(start + count + 2) == '.' && padded.charAt(start + count + 3) == '#';
        return (left ? 1 : 0) + (right ? 1 : 0);
    }

    /// Seats are named by row and number, both from 1.
    private static Optional<List<String>> best(String house, int count) {
        List<Seat> seats = new ArrayList<>();
        var free = new BitSet();
        int row = 0;
        for (String line : house.split("\n")) {
            row++;
            for (int number = 1; number <= line.length(); number++) {
                free.set(seats.size(), line.charAt(number - 1) == '.');
                seats.add(new Seat(row + "-" + number, "S", Integer.toString(row), Integer.toString(number), "A", 1));
            }
        }
        return new FreeSeats(new SeatMap(seats), free).best(new BestAvailable(count, null));
    }
}
