package dev.frontrow.database.primary;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Makes the pool drop connections to a server that has become a standby, as one behind a proxy may: it refuses each
/// write, and would go on refusing.
public final class ReadOnlyServers implements SQLExceptionOverride {

    /// PostgreSQL's state for a write in a read-only transaction.
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException thrown) {
        return READ_ONLY.equals(thrown.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
