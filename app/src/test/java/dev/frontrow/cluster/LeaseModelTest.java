package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/// Three nodes that are killed, stopped, cut off and replaced at random, two hundred times. The numbers are random, and
/// the same in each run.
class LeaseModelTest {

    private static final int INTERLEAVINGS = 200;
    private static final int STEPS = 14;
    private static final long SEED = 20_261_129;

    @AutoClose
    private final ClusterDatabase database = new ClusterDatabase();

    private final Map<Long, UUID> ownerOfEpoch = new HashMap<>();
    private int owned;
    private int stale;
    private int staleWithoutGuard;

    @BeforeEach
    void makeTables() {
        database.owner().sql("create schema rooms").update();
        for (String table : List.of("guarded", "unguarded")) {
            database.owner()
                    .sql("create table rooms.%s (room text primary key, epoch bigint not null, value bigint not null)"
                            .formatted(table))
                    .update();
            database.owner()
                    .sql("grant select, insert, update on rooms.%s to frontrow_server".formatted(table))
                    .update();
        }
        database.owner().sql("grant usage on schema rooms to frontrow_server").update();
        database.owner()
                .sql("create trigger old_epochs before insert or update on rooms.guarded for each row"
                        + " execute function cluster.refuse_old_epoch('', 'room')")
                .update();
    }

    @Test
    void neverHasTwoOwnersAndRefusesEveryWriteOfAFormerOne() {
        for (int i = 0; i < INTERLEAVINGS; i++) {
            new Interleaving("room/" + i, new Random(SEED + i)).run();
        }

        assertThat(owned).as("moments with an owner").isGreaterThan(INTERLEAVINGS * STEPS / 3);
        assertThat(stale).as("writes by a former owner").isGreaterThan(INTERLEAVINGS / 4);
        assertThat(staleWithoutGuard).as("the same writes where nothing guards").isEqualTo(stale);
    }

    private final class Interleaving {

        private final String room;
        private final Random random;
        private final List<TestNode> nodes = new ArrayList<>();
        private final List<TestNode> gone = new ArrayList<>();
        private final Map<TestNode, Long> lastEpochs = new HashMap<>();
        private int names;
        private long epoch;

        Interleaving(String room, Random random) {
            this.room = room;
            this.random = random;
        }

        void run() {
            ownerOfEpoch.clear();
            database.owner().sql("delete from cluster.node").update();
            for (String table : List.of("guarded", "unguarded")) {
                database.owner()
                        .sql("insert into rooms.%s values (:room, 0, 0)".formatted(table))
                        .param("room", room)
                        .update();
            }
            for (int i = 0; i < 3; i++) {
                nodes.add(joined());
            }
            for (int i = 0; i < STEPS; i++) {
                step();
                check();
                write();
            }
        }

        private TestNode joined() {
            return TestNode.joining(database, "node-" + names++).requesting(room);
        }

        /// A node that is not chosen for long is one that was stopped.
        private void step() {
            int chosen = random.nextInt(nodes.size());
            TestNode node = nodes.get(chosen);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> node.beat();
                case 5, 6 -> database.pass(Duration.ofMillis(random.nextInt(1_500)));
                case 7 -> database.pass(Duration.ofSeconds(4));
                case 8, 9 -> lookInVain(node);
                case 10 -> {
                    node.leave();
                    replace(chosen);
                }
                default -> replace(chosen);
            }
        }

        private void lookInVain(TestNode node) {
            node.losesAnswers(true);
            try {
                node.leases().look();
            } catch (DataAccessException lost) {
                assertThat(lost).hasRootCauseInstanceOf(SQLException.class);
            }
            node.losesAnswers(false);
        }

        /// The one of before is dead, or still believes what it believed.
        private void replace(int chosen) {
            gone.add(nodes.set(chosen, joined()));
        }

        private List<TestNode> all() {
            var all = new ArrayList<>(nodes);
            all.addAll(gone);
            return all;
        }

        /// What the database says first: what a node still holds afterwards, it held then.
        private void check() {
            var rows = database.owner()
                    .sql("select owner, epoch, until > now() as live from cluster.lease where name = :room")
                    .param("room", room)
                    .query((row, _) -> {
                        assertThat(row.getLong("epoch")).isGreaterThanOrEqualTo(epoch);
                        epoch = row.getLong("epoch");
                        return row.getBoolean("live") ? row.getObject("owner", UUID.class) : null;
                    })
                    .list();
            List<TestNode> holders =
                    all().stream().filter(node -> node.holds(room)).toList();
            assertThat(holders).hasSizeLessThanOrEqualTo(1);
            for (TestNode holder : holders) {
                UUID id = holder.nodes().self().id();
                assertThat(rows).containsExactly(id);
                assertThat(holder.epoch(room)).isEqualTo(epoch);
                assertThat(ownerOfEpoch.merge(epoch, id, (before, _) -> before)).isEqualTo(id);
                lastEpochs.put(holder, epoch);
                owned++;
            }
        }

        /// Each that ever was the owner writes as if it still were.
        private void write() {
            lastEpochs.forEach((node, itsEpoch) -> {
                boolean old = itsEpoch < epoch;
                boolean unguarded = database.server()
                                .sql("update rooms.unguarded set value = value + 1, epoch = :epoch where room = :room")
                                .param("epoch", itsEpoch)
                                .param("room", room)
                                .update()
                        > 0;
                assertThat(writesGuarded(itsEpoch))
                        .as("epoch %d of %d", itsEpoch, epoch)
                        .isEqualTo(!old);
                if (old) {
                    stale++;
                    staleWithoutGuard += unguarded ? 1 : 0;
                }
            });
        }

        private boolean writesGuarded(long itsEpoch) {
            try {
                return database.server()
                                .sql("update rooms.guarded set value = value + 1, epoch = :epoch"
                                        + " where room = :room and epoch <= :epoch")
                                .param("epoch", itsEpoch)
                                .param("room", room)
                                .update()
                        > 0;
            } catch (DataAccessException refused) {
                assertThat(refused).matches(OldEpoch::isIn);
                return false;
            }
        }
    }
}
