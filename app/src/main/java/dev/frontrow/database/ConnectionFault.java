package dev.frontrow.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Tells the loss or the lack of a connection from a statement that failed. After a loss it is unknown whether a
/// transaction was committed; and whatever else needs a connection now would fare no better.
public final class ConnectionFault {

    private ConnectionFault() {}

    /// Whether there is one anywhere among the causes.
    public static boolean isIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isOne(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof CannotGetJdbcConnectionException
                || cause instanceof CannotCreateTransactionException
                // Neither a commit nor a rollback fails for any other reason than a connection that is gone.
                || cause instanceof TransactionSystemException
                || cause instanceof SQLTransientConnectionException
                || cause instanceof SQLException sql && isConnectionState(sql.getSQLState());
    }

    /// PostgreSQL's codes (appendix A of its manual).
    private static boolean isConnectionState(@Nullable String state) {
        if (state == null) {
            return false;
        }
        return switch (state) {
            // shutting down, crashed, starting up
            case "57P01", "57P02", "57P03" -> true;
            // 08: connection lost or refused; 53: out of connections, memory or disk
            default -> state.startsWith("08") || state.startsWith("53");
        };
    }
}
