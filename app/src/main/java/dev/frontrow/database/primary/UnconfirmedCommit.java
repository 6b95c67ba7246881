package dev.frontrow.database.primary;

import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/// A COMMIT that the primary has done, but whose wait for a standby was cancelled. PostgreSQL only warns of it. After a
/// fail-over such a commit may be gone, so its outcome is unknown.
final class UnconfirmedCommit {

    /// PostgreSQL's state for warnings in general. None of our statements warns of anything else as it commits.
    private static final String WARNING = "01000";

    /// SQL's state for a transaction whose outcome is unknown.
    private static final String UNKNOWN = "08007";

    private UnconfirmedCommit() {}

    /// Fails if one of these warnings of a COMMIT tells of it.
    static void refuse(@Nullable SQLWarning first) throws SQLException {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (WARNING.equals(warning.getSQLState())) {
                throw new SQLException("a standby may lack this commit: " + warning.getMessage(), UNKNOWN, warning);
            }
        }
    }
}
