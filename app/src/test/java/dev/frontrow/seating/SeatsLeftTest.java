package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.SeatAvailability.Left;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/// What is left of performances, while another session locks all rows of seats.
class SeatsLeftTest extends ServerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Autowired
    SeatAvailability availability;

    @Test
    void callersAtOnceShareOneCount() throws Exception {
        Stage stage = Stage.ofPlaces(api(), clock(), 2, Map.of("seatCount", 3));
        long other = Stage.ofSeats(api(), clock(), 4).performanceId();
        List<Long> more =
                Stream.concat(stage.performanceIds().stream(), Stream.of(other)).toList();
        var first = new FutureTask<>(() -> left(stage.performanceIds()));
        var second = new FutureTask<>(() -> left(stage.performanceIds()));
        var third = new FutureTask<>(() -> left(more));

        try (Connection lock = lockOfAllSeats()) {
            new Thread(first).start();
            await().until(() -> waitingForLocks() == 1);
            var thread = new Thread(second);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.WAITING);
            new Thread(third).start();
            await().until(() -> waitingForLocks() == 2);
            assertThat(lock.isClosed()).isFalse();
        }

        Map<Long, Left> both = Map.of(
                stage.performanceIds().getFirst(), new Left(3, 0),
                stage.performanceIds().getLast(), new Left(3, 0));
        assertThat(first.get()).isEqualTo(both);
        assertThat(second.get()).isEqualTo(both);
        assertThat(third.get()).containsAllEntriesOf(both).containsEntry(other, new Left(4, 0));
    }

    @Test
    void boardsAreCountedWithoutAStatement() throws SQLException {
        Stage stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 5, "areas", List.of(Stage.area("Floor", 7, "Back"))));
        Fan fan = stage.fan().joinsAndEnters();
        fan.holdsIn("Floor", 2).expect(201);
        fan.seesSeats().expect(200);

        try (Connection lock = lockOfAllSeats()) {
            assertThat(left(stage.performanceIds())).containsEntry(stage.performanceId(), new Left(10, 2));
            assertThat(lock.isClosed()).isFalse();
        }
    }

    @Test
    void countThatFailedIsMadeAnew() throws SQLException {
        List<Long> ids = Stage.ofSeats(api(), clock(), 3).performanceIds();
        try (Connection lock = lockOfAllSeats()) {
            assertThatThrownBy(() -> left(ids)).isInstanceOf(DataAccessException.class);
            assertThat(lock.isClosed()).isFalse();
        }

        assertThat(left(ids)).containsValue(new Left(3, 0));
    }

    private Map<Long, Left> left(Collection<Long> performanceIds) {
        return availability.left(performanceIds, SECOND);
    }

    private Connection lockOfAllSeats() throws SQLException {
        return lockedBy("lock table reservation.seat in access exclusive mode");
    }
}
