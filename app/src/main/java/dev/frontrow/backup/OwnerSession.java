package dev.frontrow.backup;

import dev.frontrow.database.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// A session of the tables' owner that may take as long as it needs.
final class OwnerSession implements AutoCloseable {

    /// The lock of a server that runs the scripts of its tables; see `ModuleMigrations`.
    static final String TURN = "(1181904750, 3)";

    private static final String SETTINGS = """
            set statement_timeout = 0;
            set lock_timeout = '60s';
            set idle_in_transaction_session_timeout = 0;
            set application_name = 'frontrow backup'
            """;

    private final Connection connection;

    OwnerSession(DatabaseLogin owner) throws SQLException {
        connection = DriverManager.getConnection(owner.url(), owner.username(), owner.password());
        try {
            run(SETTINGS);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    boolean isTrue(String question) throws SQLException {
        return "t".equals(text(question));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
