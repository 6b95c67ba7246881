package dev.frontrow.cluster;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A database with the tables of a cluster. Its time goes on by itself, and faster when a test says so: then all rows
/// become older, and all steady clocks go on alike.
public final class ClusterDatabase implements AutoCloseable {

    private final DatabaseLogin ownerLogin = SharedDatabase.fresh();
    private final DatabaseLogin serverLogin = SharedDatabase.asServer(ownerLogin);
    private final List<SingleConnectionDataSource> connections = new ArrayList<>();
    private final JdbcClient owner = JdbcClient.create(connected(ownerLogin));
    private final DataSource serverSource = asServer();
    private final JdbcClient server = JdbcClient.create(serverSource);
    private final AtomicLong ahead = new AtomicLong();

    public ClusterDatabase() {
        Flyway.configure()
                .dataSource(ownerLogin.url(), ownerLogin.username(), ownerLogin.password())
                .locations("classpath:db/rights", "classpath:db/migration/cluster")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("server", serverLogin.username(), "schema", "cluster"))
                .load()
                .migrate();
    }

    private DataSource connected(DatabaseLogin login) {
        var one = new SingleConnectionDataSource(login.url(), login.username(), login.password(), true);
        connections.add(one);
        return one;
    }

    @Override
    public void close() {
        connections.forEach(SingleConnectionDataSource::destroy);
    }

    /// A new connection by the role of a server.
    public DataSource asServer() {
        return connected(serverLogin);
    }

    /// The one connection that a test's nodes share, by the role of a server.
    DataSource serverSource() {
        return serverSource;
    }

    JdbcClient server() {
        return server;
    }

    JdbcClient owner() {
        return owner;
    }

    /// A steady clock.
    LongSupplier steady() {
        return () -> System.nanoTime() + ahead.get();
    }

    /// Lets time pass, for the database and for all nodes.
    public void pass(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        owner.sql("update cluster.lease set until = until - make_interval(secs => :s)")
                .param("s", seconds)
                .update();
        owner.sql("""
                        update cluster.node
                        set seen_at = seen_at - make_interval(secs => :s),
                            started_at = started_at - make_interval(secs => :s)
                        """).param("s", seconds).update();
        ahead.addAndGet(time.toNanos());
    }

    long epochOf(String name) {
        return owner.sql("select epoch from cluster.lease where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }
}
