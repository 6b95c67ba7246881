package dev.frontrow.cluster;

import dev.frontrow.database.SingleConnection;
import dev.frontrow.database.primary.ConfirmedStatements;
import dev.frontrow.database.primary.Primary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;

/// One connection for what keeps a node alive: the pool may be exhausted in a rush, and its waits are too long. Each
/// statement is one message, so that the database gets all of it or nothing if this process is stopped while it sends.
/// For one thread at a time.
final class ClusterSession implements AutoCloseable {

    private static final String SECONDS_MAX = "2";

    private final JdbcConnectionDetails database;
    private final Primary primary;
    private final JdbcClient jdbc = JdbcClient.create(new ConfirmedStatements(new Single()));
    private final SingleConnection connection = new SingleConnection(this::open);

    ClusterSession(JdbcConnectionDetails database, Primary primary) {
        this.database = database;
        this.primary = primary;
    }

    /// Statements on this connection, which is opened when needed. After a failure call [#close].
    JdbcClient jdbc() {
        return jdbc;
    }

    private Connection open() throws SQLException {
        return primary.openAnew(properties());
    }

    private Properties properties() {
        var properties = new Properties();
        if (database.getUsername() != null) {
            properties.setProperty("user", database.getUsername());
        }
        if (database.getPassword() != null) {
            properties.setProperty("password", database.getPassword());
        }
        properties.setProperty("ApplicationName", "frontrow cluster");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("connectTimeout", SECONDS_MAX);
        properties.setProperty("socketTimeout", SECONDS_MAX);
        properties.setProperty("loginTimeout", SECONDS_MAX);
        properties.setProperty("options", "-c statement_timeout=2000 -c lock_timeout=1000");
        return properties;
    }

    @Override
    public void close() {
        connection.close();
    }

    /// No bean, since Spring Boot would take it for the application's data source.
    private final class Single extends AbstractDataSource implements SmartDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return connection.get();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return connection.get();
        }

        @Override
        public boolean shouldClose(Connection used) {
            return false;
        }
    }
}
