package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the database itself refuses, whoever asks.
class EpochGuardTest {

    private static final String ONE = "11111111-1111-1111-1111-111111111111";
    private static final String OTHER = "22222222-2222-2222-2222-222222222222";

    @AutoClose
    private final ClusterDatabase database = new ClusterDatabase();

    /// A table of another module whose rows only the owner of a room writes.
    @BeforeEach
    void makeTable() {
        database.owner().sql("create schema rooms").update();
        database.owner()
                .sql(
                        "create table rooms.position (room bigint primary key, epoch bigint not null, value bigint not null)")
                .update();
        database.owner().sql("grant usage on schema rooms to frontrow_server").update();
        database.owner()
                .sql("grant select, insert, update on rooms.position to frontrow_server")
                .update();
        lease("room/1", ONE, 5, "2 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epoch = 4",
                "epoch = 4, owner = null, until = now()",
                "epoch = 4, owner = '" + OTHER + "', until = now()",
                "owner = '" + OTHER + "'",
                "epoch = 6, owner = '" + OTHER + "', until = now() + interval '3 s'",
                "name = 'room/2'",
                "owner = null, epoch = -1"
            })
    void liveLeaseStaysItsOwners(String change) {
        assertThatThrownBy(() -> changeLease(change)).rootCause().isInstanceOf(SQLException.class);
        assertThat(database.epochOf("room/1")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "until = now() + interval '3 s'",
                "epoch = 6, until = now() + interval '3 s'",
                "owner = null, until = now()",
                "until = now()"
            })
    void ownerRenewsTakesAnewAndGivesUp(String change) {
        changeLease(change);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"until = now() + interval '3 s'", "owner = '" + OTHER + "', until = now() + interval '3 s'"})
    void leaseThatIsOverLivesAgainByAHigherEpochOnly(String change) {
        database.pass(Duration.ofSeconds(5));

        assertThatThrownBy(() -> changeLease(change)).rootCause().hasMessageContaining("higher epoch");
        changeLease("epoch = 6, " + change);
        assertThat(database.epochOf("room/1")).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from cluster.lease", "truncate cluster.lease"})
    void leasesStayWhoeverDeletesThem(String statement) {
        assertThatThrownBy(() -> database.owner().sql(statement).update())
                .rootCause()
                .hasMessageContaining("leases stay");
        assertThatThrownBy(() -> database.server().sql(statement).update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void rowRefusesAnEpochBelowItsOwn() {
        guard("cluster.refuse_old_epoch()");
        write("insert into rooms.position values (1, 5, 100)");
        write("update rooms.position set value = 101, epoch = 6");

        refused("update rooms.position set value = 102, epoch = 5");
        refused(
                "insert into rooms.position values (1, 5, 102) on conflict (room) do update set value = 102, epoch = 5");
        write("update rooms.position set value = 103, epoch = 6");
        assertThat(value()).isEqualTo(103);
    }

    /// The control: nothing else than the guard keeps a former owner from the row.
    @Test
    void withoutTheGuardAFormerOwnerTakesTheRowBack() {
        write("insert into rooms.position values (1, 5, 100)");
        write("update rooms.position set value = 101, epoch = 6");

        write("update rooms.position set value = 102, epoch = 5");
        assertThat(value()).isEqualTo(102);
    }

    /// No owner has written the row since the lease changed hands.
    @ParameterizedTest
    @CsvSource({"4, old", "6, never given"})
    void rowRefusesEpochsThatTheLeaseDoesNotHave(long epoch, String why) {
        guard("cluster.refuse_old_epoch('room/', 'room')");
        write("insert into rooms.position values (1, 5, 100)");
        write("update rooms.position set value = 101, epoch = 5");

        refused("update rooms.position set value = 102, epoch = " + epoch);
        refused("insert into rooms.position values (1, %d, 102) on conflict (room) do nothing".formatted(epoch));
        assertThat(value()).as(why).isEqualTo(101);
    }

    @Test
    void rowWithoutALeaseComparesWithItself() {
        guard("cluster.refuse_old_epoch('room/', 'room')");
        write("insert into rooms.position values (2, 0, 100)");
        write("update rooms.position set value = 101, epoch = 0");

        assertThat(value()).isEqualTo(101);
    }

    @Test
    void othersColumnsAreWrittenWithoutAnEpoch() {
        database.owner()
                .sql("alter table rooms.position add column guests bigint")
                .update();
        database.owner()
                .sql("create trigger t before update of value, epoch on rooms.position for each row"
                        + " execute function cluster.refuse_old_epoch('room/', 'room')")
                .update();
        write("insert into rooms.position values (1, 4, 100)");

        write("update rooms.position set guests = 7");
        refused("update rooms.position set value = 7");
    }

    /// A transaction of the former owner stays open, because its process was stopped.
    @Test
    void openTransactionOfAWriterKeepsNobodyFromTheLease() throws SQLException {
        guard("cluster.refuse_old_epoch('room/', 'room')");
        write("insert into rooms.position values (1, 5, 100)");
        try (Connection writer = database.asServer().getConnection()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("update rooms.position set value = 101, epoch = 5");
            database.pass(Duration.ofSeconds(5));

            TestNode next = TestNode.joining(database, "next").requesting("room/1");
            next.beat();
            TestNode.beatTogether(database, 3, next);

            assertThat(next.epoch("room/1")).isEqualTo(6);
            writer.rollback();
        }
    }

    @Test
    void tellsItsRefusalFromOthers() {
        guard("cluster.refuse_old_epoch()");
        write("insert into rooms.position values (1, 5, 100)");

        assertThatThrownBy(() -> write("update rooms.position set epoch = 4")).matches(OldEpoch::isIn);
        assertThatThrownBy(() -> write("insert into rooms.position values (1, 5, 100)"))
                .matches(thrown -> !OldEpoch.isIn(thrown));
    }

    private void lease(String name, String owner, long epoch, String left) {
        database.owner()
                .sql("insert into cluster.lease values ('%s', '%s', %d, now() + interval '%s')"
                        .formatted(name, owner, epoch, left))
                .update();
    }

    private void changeLease(String change) {
        database.owner()
                .sql("update cluster.lease set until = now() + interval '2 s' where until > now()")
                .update();
        database.server()
                .sql("update cluster.lease set %s where name = 'room/1'".formatted(change))
                .update();
    }

    private void guard(String function) {
        database.owner()
                .sql("create trigger t before insert or update on rooms.position for each row execute function "
                        + function)
                .update();
    }

    private void write(String statement) {
        database.server().sql(statement).update();
    }

    private void refused(String statement) {
        assertThatThrownBy(() -> write(statement)).as(statement).matches(OldEpoch::isIn);
    }

    private long value() {
        return database.server()
                .sql("select value from rooms.position")
                .query(Long.class)
                .single();
    }
}
