package dev.frontrow.database.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.database.ConnectionFault;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadOnlyServersTest {

    private final HikariDataSource pool = new HikariDataSource();

    @BeforeEach
    void open() {
        DatabaseLogin login = SharedDatabase.fresh();
        pool.setJdbcUrl(login.url());
        pool.setUsername(login.username());
        pool.setPassword(login.password());
        pool.setMaximumPoolSize(1);
        pool.setExceptionOverride(new ReadOnlyServers());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void connectionThatRefusesAWriteIsReplacedAndIsNoBug() throws SQLException {
        int refusing = backend();
        try (Connection connection = pool.getConnection()) {
            run(connection, "set session characteristics as transaction read only");

            assertThatThrownBy(() -> run(connection, "create table t (i int)"))
                    .matches(ConnectionFault::isIn)
                    .matches(thrown -> !ConnectionFault.leavesOutcomeUnknown(thrown));
        }
        assertThat(backend()).isNotEqualTo(refusing);
    }

    @Test
    void connectionThatRefusesAStatementIsKept() throws SQLException {
        int refusing = backend();
        try (Connection connection = pool.getConnection()) {
            assertThatThrownBy(() -> run(connection, "select from nowhere")).isInstanceOf(SQLException.class);
        }
        assertThat(backend()).isEqualTo(refusing);
    }

    private int backend() throws SQLException {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
