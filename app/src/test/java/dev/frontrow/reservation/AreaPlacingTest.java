package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Audit;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.database.Timestamps;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The same commands for seats and areas one by one in one performance and in batches in another: commands are
/// served in the order of their arrival, and the outcomes are equal.
class AreaPlacingTest extends ServerTest {

    private static final int BATCHES = 12;
    private static final int COMMANDS_MAX = 20;
    private static final int BUYERS = 8;
    private static final Map<String, Integer> CAPACITIES = Map.of("A", 7, "B", 11);

    @Autowired
    HoldPlacing placing;

    @Autowired
    Catalog catalog;

    @Autowired
    HoldExpiry expiry;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.frontrow.Seeds#all")
    void batchesGiveWhatOneByOneGives(long seed) {
        Stage stage = Stage.ofPlaces(
                api(),
                clock(),
                2,
                Map.of(
                        "seatCount",
                        12,
                        "areas",
                        CAPACITIES.entrySet().stream()
                                .map(area -> Stage.area(area.getKey(), area.getValue(), "Back"))
                                .toList()));
        Concert concert = catalog.concert(stage.concertId()).orElseThrow();
        long first = stage.performanceIds().getFirst();
        long second = stage.performanceIds().getLast();
        List<UUID> buyers =
                IntStream.range(0, BUYERS).mapToObj(_ -> UUID.randomUUID()).toList();
        var random = new Random(seed);

        for (int batch = 0; batch < BATCHES; batch++) {
            List<HoldCommand> commands = IntStream.rangeClosed(0, random.nextInt(COMMANDS_MAX))
                    .mapToObj(_ -> command(random, buyers, concert))
                    .toList();
            List<String> oneByOne = commands.stream()
                    .map(command -> place(List.of(command), concert, first))
                    .flatMap(List::stream)
                    .toList();

            assertThat(place(commands, concert, second))
                    .as("batch %d of %s", batch, commands)
                    .isEqualTo(oneByOne);
            assertThat(taken(second)).isEqualTo(taken(first));
            clock().advance(Duration.ofSeconds(random.nextInt(200)));
            if (random.nextInt(4) == 0) {
                expiry.sweep();
            }
        }
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    private static HoldCommand command(Random random, List<UUID> buyers, Concert concert) {
        List<AreaQuantity> areas = new ArrayList<>();
        for (String area : CAPACITIES.keySet()) {
            if (random.nextBoolean()) {
                areas.add(new AreaQuantity(area, 1 + random.nextInt(4)));
            }
        }
        List<String> seats = random.ints(1, 13)
                .distinct()
                .limit(areas.isEmpty() ? 1 : random.nextInt(3))
                .mapToObj(Integer::toString)
                .toList();
        return new HoldCommand(
                buyers.get(random.nextInt(buyers.size())), new SaleScope(concert.concertId()), 0, seats, areas, null);
    }

    private List<String> place(List<HoldCommand> commands, Concert concert, long performanceId) {
        var map = catalog.seatMap(performanceId);
        List<CheckedCommand> checked = commands.stream()
                .map(command -> new CheckedCommand(
                        command.buyerId(),
                        concert,
                        performanceId,
                        CheckedCommand.priced(command.labels(), map),
                        CheckedCommand.pricedAreas(command.areas(), map),
                        clock().instant().plus(Duration.ofHours(1))))
                .toList();
        return Objects.requireNonNull(transaction.execute(_ -> placing.place(checked))).stream()
                .map(outcome -> outcome instanceof HoldOutcome.Held(Hold hold)
                        ? "held %s %s for %s".formatted(hold.seats(), hold.areas(), hold.total())
                        : outcome.toString())
                .toList();
    }

    /// How many places of each area, and which seats, are taken now.
    private Map<String, Long> taken(long performanceId) {
        Map<String, Long> taken = new HashMap<>();
        jdbc.sql("""
                        select coalesce(area, seat) as what, count(*) as taken
                        from reservation.seat
                        where performance_id = ? and status = 'HELD' and held_until > ?
                        group by 1
                        """)
                .param(performanceId)
                .param(Timestamps.of(clock().instant()))
                .query(row -> {
                    taken.put(row.getString("what"), row.getLong("taken"));
                });
        return taken;
    }
}
