package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.frontrow.ServerTest;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every wait for the database has a timeout. `RefusalsTest` tests the answer to clients.
class DatabaseWaitsTest extends ServerTest {

    @Autowired
    JdbcClient server;

    @Autowired
    DataSource dataSource;

    @ParameterizedTest
    @CsvSource({
        "lock_timeout, 3s",
        "statement_timeout, 15s",
        "idle_in_transaction_session_timeout, 30s",
    })
    void theDatabaseEndsEveryWaitOnTheServersConnections(String setting, String value) {
        assertThat(server.sql("select current_setting(:setting)")
                        .param("setting", setting)
                        .query(String.class)
                        .single())
                .isEqualTo(value);
    }

    @Test
    void thePoolEndsTheWaitForAConnection() throws SQLException {
        assertThat(dataSource.unwrap(HikariDataSource.class).getConnectionTimeout())
                .isEqualTo(3_000);
    }
}
