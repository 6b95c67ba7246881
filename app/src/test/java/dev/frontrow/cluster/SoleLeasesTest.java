package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class SoleLeasesTest {

    private static final String ROOM = "room/1";

    @AutoClose
    private final ClusterDatabase database = new ClusterDatabase();

    private final AtomicInteger statements = new AtomicInteger();

    private final SoleLeases leases =
            new SoleLeases(new LeaseRows(JdbcClient.create(new Counting(database.asServer()))), UUID.randomUUID());

    @Test
    void holdsAllThatIsWantedOnceItHasStarted() {
        leases.request(ROOM);
        assertThat(leases.held(ROOM)).isEmpty();

        leases.start();

        assertThat(leases.held(ROOM)).contains(new Epoch(0));
        assertThat(leases.held("room/2")).isEmpty();
        leases.request("room/2");
        assertThat(leases.held("room/2")).contains(new Epoch(0));
        leases.withdraw("room/2");
        assertThat(leases.held("room/2")).isEmpty();
        assertThat(leases.count()).isOne();
        assertThat(leases.owners()).containsOnlyKeys(ROOM);
    }

    @Test
    void asksTheDatabaseAtTheStartOnly() {
        leases.start();

        for (int i = 0; i < 100; i++) {
            leases.request("room/" + i);
            assertThat(leases.held("room/" + i)).isPresent();
        }

        assertThat(statements).hasValue(1);
    }

    @Test
    void endsWhatAClusterBeforeItHeld() {
        TestNode node = TestNode.joining(database, "one").requesting(ROOM);
        node.beat();

        leases.request(ROOM);
        leases.start();

        assertThat(leases.held(ROOM)).contains(new Epoch(2));
        assertThat(database.epochOf(ROOM)).isEqualTo(2);
    }

    @Test
    void clusterAfterItGoesOnWithHigherEpochs() {
        TestNode.joining(database, "one").requesting(ROOM).beat();
        leases.start();

        database.pass(Duration.ofSeconds(10));
        TestNode next = TestNode.joining(database, "two").requesting(ROOM);
        TestNode.beatTogether(database, 3, next);

        assertThat(next.epoch(ROOM)).isEqualTo(3);
    }

    @Test
    void tellsItsListeners() {
        List<String> events = new ArrayList<>();
        leases.listen(new LeaseListener() {
            @Override
            public void gained(String name, Epoch epoch) {
                events.add("+" + name);
            }

            @Override
            public void lost(String name, Epoch epoch) {
                events.add("-" + name);
            }
        });
        leases.request(ROOM);
        leases.start();
        leases.request(ROOM);
        leases.request("room/2");
        leases.withdraw(ROOM);

        assertThat(events).containsExactly("+room/1", "+room/2", "-room/1");
    }

    private final class Counting extends DelegatingDataSource {

        Counting(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            statements.incrementAndGet();
            return super.getConnection();
        }
    }
}
