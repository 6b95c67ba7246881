package dev.frontrow.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.database.primary.Primary;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// Probes the database on a connection of its own, since the pool may be exhausted. Not thread-safe.
final class DatabaseQuestion implements DatabaseWatch.Question, AutoCloseable {

    private static final String SECONDS_MAX = "2";

    private final HikariDataSource pool;
    private final Primary primary;
    private final SingleConnection connection = new SingleConnection(this::open);

    DatabaseQuestion(HikariDataSource pool, Primary primary) {
        this.pool = pool;
        this.primary = primary;
    }

    @Override
    public void ask() throws SQLException {
        try (Statement statement = connection.get().createStatement()) {
            statement.execute("");
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection open() throws SQLException {
        Connection opened = primary.open(properties());
        opened.setReadOnly(true);
        return opened;
    }

    /// What the pool gives to the driver.
    static Properties propertiesOf(HikariDataSource pool) {
        var properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.put("user", pool.getUsername());
        properties.put("password", pool.getPassword());
        return properties;
    }

    private Properties properties() {
        Properties properties = propertiesOf(pool);
        properties.put("ApplicationName", "frontrow-watch");
        properties.put("connectTimeout", SECONDS_MAX);
        properties.put("socketTimeout", SECONDS_MAX);
        properties.put("loginTimeout", SECONDS_MAX);
        return properties;
    }

    @Override
    public void close() {
        connection.close();
    }
}
