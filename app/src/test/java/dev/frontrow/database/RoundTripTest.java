package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class RoundTripTest extends ServerTest {

    @Autowired
    JdbcOperations statements;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final UUID mark = UUID.randomUUID();

    private RoundTrip trip() {
        return new RoundTrip(statements);
    }

    /// Uses any table with a unique key.
    private static void insert(RoundTrip trip, UUID buyer, String key) {
        trip.sql("""
                        insert into idempotency.answer (buyer_id, key, fingerprint, status, media_type, body, answered_at)
                        values (:buyer, :key, sha256(''), 200, 'text/plain', '', now())
                        """).param("buyer", buyer).param("key", key).update();
    }

    private long rows() {
        return jdbc.sql("select count(*) from idempotency.answer where buyer_id = :buyer")
                .param("buyer", mark)
                .query(Long.class)
                .single();
    }

    @Test
    void givesEachStatementItsOwnParametersAndItsOwnRows() {
        RoundTrip trip = trip();
        var first = trip.sql("select :it || n as it from generate_series(1, 2) n")
                .param("it", "a")
                .rows((row, _) -> row.getString("it"));
        var none = trip.sql("select 1 where :it = 'nothing'").param("it", "b").rows((row, _) -> row.getInt(1));
        var last = trip.sql("select :it::text || :other::text || :it::text as it")
                .param("it", "c")
                .param("other", null)
                .rows((row, _) -> row.getString("it"));

        trip.send();

        assertThat(first.get()).containsExactly("a1", "a2");
        assertThat(none.get()).isEmpty();
        assertThat(last.get()).hasSize(1).containsOnlyNulls();
    }

    @Test
    void laterStatementsSeeWhatEarlierOnesHaveWritten() {
        RoundTrip trip = trip();
        insert(trip, mark, "one");
        insert(trip, mark, "two");
        List<Integer> found = new ArrayList<>();
        trip.sql("select count(*) from idempotency.answer where buyer_id = :buyer")
                .param("buyer", mark)
                .rows((row, _) -> row.getInt(1), found::addAll);

        trip.send();

        assertThat(found).containsExactly(2);
    }

    @Test
    void sendsNothingTwiceAndMayBeUsedAgain() {
        RoundTrip trip = trip();
        insert(trip, mark, "one");
        trip.send();
        trip.send();
        insert(trip, mark, "two");
        trip.send();

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void oneThatFailsUndoesThoseBeforeIt() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    RoundTrip trip = trip();
                    insert(trip, mark, "one");
                    insert(trip, mark, "one");
                    trip.send();
                }))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(rows()).isZero();
    }

    @Test
    void whoTakesTheRowsMayUndoAllOfIt() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    RoundTrip trip = trip();
                    trip.sql("select 1").rows((row, _) -> row.getInt(1), _ -> {
                        throw new IllegalStateException("not what was expected");
                    });
                    insert(trip, mark, "one");
                    trip.send();
                }))
                .hasMessage("not what was expected");

        assertThat(rows()).isZero();
    }

    @Test
    void refusesToAnswerBeforeItIsBack() {
        var unsent = trip().sql("select 1").rows((row, _) -> row.getInt(1));

        assertThatThrownBy(unsent::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAStatementThatLacksAParameter() {
        var lacking = trip().sql("select :it::text");

        assertThatThrownBy(() -> lacking.rows((row, _) -> row.getString(1)))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("it");
    }
}
