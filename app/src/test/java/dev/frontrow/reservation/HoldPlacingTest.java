package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Audit;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.reservation.Hold.HeldSeat;
import dev.frontrow.seating.SeatBoards;
import dev.frontrow.seating.SeatRows;
import dev.frontrow.seating.SeatSnapshot;
import dev.frontrow.seating.SeatStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Places the same commands one by one with plain statements in one performance, and in batches in another. The
/// outcomes and the remaining data must be equal.
@TestPropertySource(properties = "frontrow.rate-limits=on")
class HoldPlacingTest extends ServerTest {

    private static final int BATCHES = 12;
    private static final int COMMANDS_MAX = 20;
    private static final int BUYERS = 8;

    /// Few seats, so that commands collide.
    private static final int SEATS_ASKED_FOR = 20;

    @Autowired
    HoldPlacing batched;

    @Autowired
    SeatBoards boards;

    @Autowired
    HoldTerms terms;

    @Autowired
    Catalog catalog;

    @Autowired
    SeatRows seatRows;

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
        Stage stage = stage();
        Concert concert = catalog.concert(stage.concertId()).orElseThrow();
        long first = stage.performanceIds().getFirst();
        long second = stage.performanceIds().getLast();
        List<UUID> buyers =
                IntStream.range(0, BUYERS).mapToObj(_ -> UUID.randomUUID()).toList();
        var plain = new PlainHoldPlacing(jdbc, boards, terms);
        var random = new Random(seed);

        for (int batch = 0; batch < BATCHES; batch++) {
            List<Command> commands = IntStream.rangeClosed(0, random.nextInt(COMMANDS_MAX))
                    .mapToObj(_ -> command(random, buyers))
                    .toList();
            List<String> oneByOne = at(first, commands, concert)
                    .map(command -> place(plain::place, List.of(command)))
                    .flatMap(List::stream)
                    .toList();
            List<String> together =
                    place(batched::place, at(second, commands, concert).toList());

            assertThat(together).as("batch %d of %s", batch, commands).isEqualTo(oneByOne);
            assertThat(statuses(second)).isEqualTo(statuses(first));
            clock().advance(Duration.ofSeconds(random.nextInt(200)));
            if (random.nextInt(4) == 0) {
                expiry.sweep();
            }
        }
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    private Stream<CheckedCommand> at(long performanceId, List<Command> commands, Concert concert) {
        return commands.stream().map(command -> command.at(concert, performanceId, catalog, clock().instant()));
    }

    @Test
    void oneBatchMayConcernSeveralPerformances() {
        Stage stage = stage();
        Concert concert = catalog.concert(stage.concertId()).orElseThrow();
        UUID buyer = UUID.randomUUID();
        var command = new Command(buyer, List.of("1", "2", "3"));

        List<String> outcomes = place(
                batched::place,
                stage.performanceIds().stream()
                        .map(performance -> command.at(concert, performance, catalog, clock().instant()))
                        .toList());

        assertThat(outcomes).allMatch(outcome -> outcome.startsWith("held"));
    }

    /// Locks and reads are in one round trip. The reads must see what was committed while the locks waited.
    @Test
    void holdThatWaitsForAnotherOfItsBuyerSeesWhatThatOneTook() {
        Stage stage = stage();
        Concert concert = catalog.concert(stage.concertId()).orElseThrow();
        long performanceId = stage.performanceIds().getFirst();
        UUID buyer = UUID.randomUUID();
        CheckedCommand first =
                new Command(buyer, List.of("1", "2")).at(concert, performanceId, catalog, clock().instant());
        CheckedCommand second =
                new Command(buyer, List.of("3", "4", "5")).at(concert, performanceId, catalog, clock().instant());

        CompletableFuture<List<String>> waiting = Objects.requireNonNull(transaction.execute(_ -> {
            assertThat(batched.place(List.of(first))).allMatch(HoldOutcome.Held.class::isInstance);
            var other = CompletableFuture.supplyAsync(() -> place(batched::place, List.of(second)));
            await().until(this::somebodyWaits);
            return other;
        }));

        assertThat(waiting.join()).containsExactly(new HoldOutcome.SeatLimitExceeded(4).toString());
    }

    private boolean somebodyWaits() {
        return jdbc.sql("""
                        select count(*) > 0
                        from pg_locks
                        where locktype = 'advisory' and not granted
                            and database = (select oid from pg_database where datname = current_database())
                        """).query(Boolean.class).single();
    }

    @Test
    void emptyBatchIsNoWork() {
        assertThat(place(batched::place, List.of())).isEmpty();
    }

    private Stage stage() {
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(Stage.performance(clock().instant(), 7), Stage.performance(clock().instant(), 8))));
    }

    /// @param payable how much longer the buyer's admission may last
    private record Command(UUID buyerId, List<String> labels, Duration payable) {

        Command(UUID buyerId, List<String> labels) {
            this(buyerId, labels, Duration.ofHours(1));
        }

        CheckedCommand at(Concert concert, long performanceId, Catalog catalog, Instant now) {
            SeatMap seats = catalog.seatMap(performanceId);
            return new CheckedCommand(
                    buyerId,
                    concert,
                    performanceId,
                    labels.stream()
                            .map(label -> Objects.requireNonNull(seats.seat(label)))
                            .map(seat -> new HeldSeat(seat.seat(), seat.amountMinor()))
                            .toList(),
                    List.of(),
                    now.plus(payable));
        }
    }

    private static Command command(Random random, List<UUID> buyers) {
        return new Command(
                buyers.get(random.nextInt(buyers.size())),
                random.ints(1, SEATS_ASKED_FOR + 1)
                        .distinct()
                        .limit(1L + random.nextInt(3))
                        .mapToObj(Integer::toString)
                        .toList(),
                Duration.ofSeconds(random.nextInt(500)));
    }

    private List<String> place(
            Function<List<CheckedCommand>, List<HoldOutcome>> placing, List<CheckedCommand> commands) {
        return Objects.requireNonNull(transaction.execute(_ -> placing.apply(commands))).stream()
                .map(HoldPlacingTest::told)
                .toList();
    }

    private static String told(HoldOutcome outcome) {
        return switch (outcome) {
            case HoldOutcome.Held(Hold hold) ->
                "held %s for %s until %s".formatted(hold.seats(), hold.total(), hold.expiresAt());
            default -> outcome.toString();
        };
    }

    private Map<String, SeatStatus> statuses(long performanceId) {
        Map<String, SeatStatus> statuses = new HashMap<>();
        SeatMap seats = catalog.seatMap(performanceId);
        SeatSnapshot read = seatRows.all(performanceId, seats);
        for (int i = 0; i < seats.size(); i++) {
            statuses.put(seats.seats().get(read.places()[i]).seat(), read.statuses()[i]);
        }
        return statuses;
    }
}
