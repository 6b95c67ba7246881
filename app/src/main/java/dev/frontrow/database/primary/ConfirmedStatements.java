package dev.frontrow.database.primary;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Statements. The outcome of one that is a transaction by itself is unknown if a standby may lack it.
public final class ConfirmedStatements extends JdbcTemplate {

    public ConfirmedStatements(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void handleWarnings(Statement statement) throws SQLException {
        SQLWarning warning = statement.getWarnings();
        if (warning != null && statement.getConnection().getAutoCommit()) {
            UnconfirmedCommit.refuse(warning);
        }
        super.handleWarnings(statement);
    }
}
