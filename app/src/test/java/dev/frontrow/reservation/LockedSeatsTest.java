package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.seating.SeatBoards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A transaction that has locked seats may take them or leave them free. Until it ends, other buyers are told neither
/// that the seats are gone nor that they have them.
class LockedSeatsTest extends ServerTest {

    private static final String FLOOR = "Floor";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Autowired
    SeatBoards boards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    /// For example by a sweep of holds, while memory is old.
    @Test
    void holdWaitsForPlacesThatAnotherTransactionHasLocked() throws Exception {
        Stage stage = floor(2);
        Fan fan = stage.fan().joinsAndEnters();
        clock().advance(Duration.ofSeconds(10));

        CompletableFuture<Answer> held = whileLocked(stage, List.of("Floor#1", "Floor#2"), () -> {
            CompletableFuture<Answer> hold = CompletableFuture.supplyAsync(() -> fan.holdsIn(FLOOR, 2));
            await().atMost(PATIENCE).until(this::somebodyWaits);
            return hold;
        });

        held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).expect(201);
    }

    @Test
    void areaIsNotFullWhileAnotherTransactionHasItsLastPlace() {
        Stage stage = floor(2);
        Fan fan = stage.fan().joinsAndEnters();
        fan.freeIn(FLOOR);
        // The next pick begins behind this one.
        String locked =
                boards.tryPick(stage.performanceId(), FLOOR, 1).orElseThrow().getFirst();
        withdrawsUnseen(stage, locked.equals("Floor#1") ? "Floor#2" : "Floor#1");

        Answer refused = whileLocked(stage, List.of(locked), () -> fan.holdsIn(FLOOR, 1));

        assertThat(refused.expectProblem(503, "busy").header("Retry-After")).isEqualTo("1");
        fan.holdsIn(FLOOR, 1).expect(201);
    }

    @Test
    void bestSeatsAreNotGoneWhileAnotherTransactionHasThem() {
        Stage stage = Stage.ofPlaces(api(), clock(), 1, Map.of("seatCount", 2));
        Fan fan = stage.fan().joinsAndEnters();

        Answer refused = whileLocked(stage, List.of("2"), () -> holdsTwoTogether(stage, fan));

        refused.expectProblem(503, "busy");
        holdsTwoTogether(stage, fan).expect(201);
    }

    @Test
    void bestSeatsAreGoneIfThoseThatAreLockedWouldNotHelp() {
        Stage stage = Stage.ofPlaces(api(), clock(), 1, Map.of("seatCount", 3));
        Fan fan = stage.fan().joinsAndEnters();
        fan.seesSeats().expect(200);
        withdrawsUnseen(stage, "2");

        Answer refused = whileLocked(stage, List.of("3"), () -> holdsTwoTogether(stage, fan));

        refused.expectProblem(409, "no-seats-together");
    }

    private Stage floor(int capacity) {
        return Stage.ofPlaces(api(), clock(), 1, Map.of("areas", List.of(Stage.area(FLOOR, capacity, "Back"))));
    }

    private static Answer holdsTwoTogether(Stage stage, Fan fan) {
        return fan.holdsSaying(Map.of("performanceId", stage.performanceId(), "bestAvailable", Map.of("count", 2)));
    }

    /// Memory learns of it later.
    private void withdrawsUnseen(Stage stage, String seat) {
        owner().sql("update reservation.seat set status = 'NOT_FOR_SALE' where performance_id = ? and seat = ?")
                .param(stage.performanceId())
                .param(seat)
                .update();
    }

    private <T> T whileLocked(Stage stage, List<String> seats, Supplier<T> attempt) {
        return transaction.execute(_ -> {
            jdbc.sql("select seat from reservation.seat where performance_id = ? and seat = any(?) for update")
                    .param(stage.performanceId())
                    .param(seats.toArray(String[]::new))
                    .query(String.class)
                    .list();
            return attempt.get();
        });
    }

    private boolean somebodyWaits() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }
}
