package dev.frontrow.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A node whose beats a test makes.
final class TestNode {

    private final AtomicLong stopped = new AtomicLong();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean answersLost = new AtomicBoolean();
    private final AtomicBoolean gaveUp = new AtomicBoolean();
    private final List<String> events = new ArrayList<>();
    private final Nodes nodes;
    private final SharedLeases leases;
    private final ClusterBeat beat;
    private long stopNanos;

    /// @param ownClock what the node's own clock says, which is nobody's business
    private TestNode(ClusterDatabase database, String name, Instant ownClock) {
        nodes = new Nodes(new Node(name, UUID.randomUUID(), "test", ownClock, ownClock), true);
        var jdbc = JdbcClient.create(new Faulty(database));
        leases = new SharedLeases(
                new LeaseRows(jdbc), nodes, () -> database.steady().getAsLong() + stopped.get(), Runnable::run);
        leases.listen(new LeaseListener() {
            @Override
            public void gained(String lease, Epoch epoch) {
                events.add("+" + lease + " " + epoch.value());
            }

            @Override
            public void lost(String lease, Epoch epoch) {
                events.add("-" + lease + " " + epoch.value());
            }
        });
        beat = new ClusterBeat(new NodeRows(jdbc), nodes, leases, () -> {}, () -> gaveUp.set(true));
    }

    static TestNode joining(ClusterDatabase database, String name) {
        return joining(database, name, Instant.EPOCH);
    }

    static TestNode joining(ClusterDatabase database, String name, Instant ownClock) {
        var node = new TestNode(database, name, ownClock);
        node.beat.join(Duration.ZERO);
        return node;
    }

    static void beatTogether(ClusterDatabase database, int times, TestNode... nodes) {
        for (int i = 0; i < times; i++) {
            for (TestNode node : nodes) {
                node.beat();
            }
            database.pass(ClusterBeat.EVERY);
        }
    }

    TestNode requesting(String... names) {
        List.of(names).forEach(leases::request);
        return this;
    }

    TestNode requestingRooms(int count) {
        IntStream.range(0, count).forEach(i -> leases.request("room/" + i));
        return this;
    }

    void beat() {
        beat.beat();
    }

    Nodes nodes() {
        return nodes;
    }

    SharedLeases leases() {
        return leases;
    }

    void leave() {
        beat.leave();
    }

    boolean holds(String name) {
        return leases.held(name).isPresent();
    }

    long epoch(String name) {
        return leases.held(name).map(Epoch::value).orElse(0L);
    }

    Optional<Epoch> held(String name) {
        return leases.held(name);
    }

    List<String> events() {
        return events;
    }

    boolean gaveUp() {
        return gaveUp.get();
    }

    void losesDatabase(boolean now) {
        away.set(now);
    }

    /// The database does what it is told, and the node does not get its answers.
    void losesAnswers(boolean now) {
        answersLost.set(now);
    }

    /// The process is stopped while its next statement is on the way.
    void stopsAtNextStatement(Duration time) {
        stopNanos = time.toNanos();
    }

    private final class Faulty extends DelegatingDataSource {

        Faulty(ClusterDatabase database) {
            super(database.serverSource());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away.get()) {
                throw new SQLException("away", "08006");
            }
            if (stopNanos > 0) {
                stopped.addAndGet(stopNanos);
                stopNanos = 0;
            }
            return answersLost.get() ? LostAnswers.of(super.getConnection()) : super.getConnection();
        }
    }
}
