package dev.frontrow.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Tells a database that is full, slow or away, where a repeat helps, from one that was asked the wrong thing.
final class DatabaseFault {

    private DatabaseFault() {}

    static boolean isPassing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isPassingKind(cause) || (cause instanceof SQLException sql && isPassingState(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassingKind(Throwable cause) {
        return cause instanceof CannotGetJdbcConnectionException
                || cause instanceof CannotCreateTransactionException
                // Neither a commit nor a rollback fails for any other reason than a connection that is gone.
                || cause instanceof TransactionSystemException
                || cause instanceof QueryTimeoutException
                || cause instanceof PessimisticLockingFailureException
                || cause instanceof SQLTransientConnectionException;
    }

    /// PostgreSQL's codes (appendix A of its manual).
    private static boolean isPassingState(@Nullable String state) {
        if (state == null) {
            return false;
        }
        return switch (state) {
            // lock_timeout, statement_timeout, shutting down, starting up, serialization failure, deadlock
            case "55P03", "57014", "57P01", "57P02", "57P03", "40001", "40P01" -> true;
            // 08: connection lost or refused; 53: out of connections, memory or disk
            default -> state.startsWith("08") || state.startsWith("53");
        };
    }
}
