package dev.frontrow.waitingroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.line.Lane;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// How a lane gives numbers to joins that run at the same time, on one node or on several.
class NumbersTest extends ServerTest {

    @Autowired
    PlaceBatches batches;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    /// Otherwise somebody could be told a later number first, and then find an earlier one before them.
    @Test
    void laterBatchWaitsForTheCommitOfTheEarlierOneAndStandsBehindIt() throws Exception {
        Stage stage = Stage.open(api(), clock());
        var later = new AtomicReference<CompletableFuture<List<Long>>>();

        List<Long> earlier = Objects.requireNonNull(transaction.execute(_ -> {
            List<Long> numbers = join(stage, 3);
            later.set(CompletableFuture.supplyAsync(
                    () -> Objects.requireNonNull(transaction.execute(_ -> join(stage, 2)))));
            while (!later.get().isDone() && !somebodyWaitsForTheLane()) {
                Thread.onSpinWait();
            }
            assertThat(later.get()).isNotDone();
            return numbers;
        }));

        assertThat(earlier).containsExactly(1L, 2L, 3L);
        assertThat(later.get().get(10, TimeUnit.SECONDS)).containsExactly(4L, 5L);
    }

    @Test
    void batchThatIsRolledBackLeavesNoGap() {
        Stage stage = Stage.open(api(), clock());
        transaction.executeWithoutResult(status -> {
            join(stage, 3);
            status.setRollbackOnly();
        });

        List<Long> next = Objects.requireNonNull(transaction.execute(_ -> join(stage, 1)));

        assertThat(next).containsExactly(1L);
    }

    @Test
    void laneThatLostCountGoesOnBehindItsStoredPlaces() {
        Stage stage = Stage.open(api(), clock());
        transaction.execute(_ -> join(stage, 4));
        jdbc.sql("update waitingroom.lane set number_given = 2 where concert_id = ?")
                .param(stage.concertId())
                .update();

        assertThat(stage.fan().joins().expect(201).body().path("position").asLong(5))
                .isEqualTo(5);
        assertThat(given(stage)).isEqualTo(5);
    }

    private long given(Stage stage) {
        return jdbc.sql("select number_given from waitingroom.lane where concert_id = ? and lane = 'GENERAL'")
                .param(stage.concertId())
                .query(Long.class)
                .single();
    }

    private List<Long> join(Stage stage, int buyers) {
        List<NewPlace> places = Stream.generate(() ->
                        new NewPlace(stage.concertId(), Lane.GENERAL, UUID.randomUUID(), clock().instant(), false))
                .limit(buyers)
                .toList();
        return batches.insert(places).stream()
                .map(Optional::orElseThrow)
                .map(place -> place.number().number())
                .toList();
    }

    /// Within a transaction `pg_stat_activity` is cached from the first read, unless the snapshot is cleared.
    private boolean somebodyWaitsForTheLane() {
        jdbc.sql("select pg_stat_clear_snapshot()").query((_, _) -> true).list();
        return jdbc.sql("""
                        select exists (
                            select from pg_stat_activity
                            where wait_event_type = 'Lock' and query like '%waitingroom.lane%')
                        """).query(Boolean.class).single();
    }
}
