package dev.frontrow.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Distinguishes a lost or unavailable connection from a failed statement. After a loss the outcome of a
/// transaction is unknown, and other statements that need a connection now would fail too.
public final class ConnectionFault {

    private static final String SHUTTING_DOWN = "57P01";
    private static final String CRASHED = "57P02";
    private static final String STARTING_UP = "57P03";
    /// The database has ended a session that was idle within its transaction.
    private static final String IDLE_TOO_LONG = "25P03";
    /// A write at a server that is no primary any more.
    private static final String READ_ONLY = "25006";
    /// SQLSTATE class of lost and refused connections.
    private static final String CONNECTION = "08";
    /// SQLSTATE class of exhausted connections, memory or disk.
    private static final String OUT_OF_SOMETHING = "53";

    private ConnectionFault() {}

    /// Whether the exception or one of its causes is a connection fault.
    public static boolean isIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isOne(cause)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the connection was lost during a transaction, or during a statement that is one by itself, so that
    /// it is unknown if it was committed. False if there was no connection at all: then nothing has happened.
    public static boolean leavesOutcomeUnknown(Throwable thrown) {
        boolean lost = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException) {
                return false;
            }
            lost |= cause instanceof TransactionSystemException
                    || cause instanceof SQLException sql && isLossState(sql.getSQLState());
        }
        return lost;
    }

    private static boolean isLossState(@Nullable String state) {
        return state != null && (state.equals(SHUTTING_DOWN) || state.equals(CRASHED) || state.startsWith(CONNECTION));
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof CannotGetJdbcConnectionException
                || cause instanceof CannotCreateTransactionException
                // A commit or rollback only fails if the connection is lost.
                || cause instanceof TransactionSystemException
                || cause instanceof SQLTransientConnectionException
                || cause instanceof SQLException sql && isConnectionState(sql.getSQLState());
    }

    /// PostgreSQL's error codes, appendix A of its manual.
    private static boolean isConnectionState(@Nullable String state) {
        if (state == null) {
            return false;
        }
        return switch (state) {
            case SHUTTING_DOWN, CRASHED, STARTING_UP, IDLE_TOO_LONG, READ_ONLY -> true;
            default -> state.startsWith(CONNECTION) || state.startsWith(OUT_OF_SOMETHING);
        };
    }
}
