package dev.frontrow.web.problems;

import dev.frontrow.database.ConnectionFault;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;

/// Distinguishes faults of a full, slow or absent database, which a retry may fix, from invalid statements and
/// values.
final class DatabaseFault {

    private DatabaseFault() {}

    static boolean isPassing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isSlow(cause)) {
                return true;
            }
        }
        return ConnectionFault.isIn(thrown);
    }

    private static boolean isSlow(Throwable cause) {
        return cause instanceof QueryTimeoutException
                || cause instanceof PessimisticLockingFailureException
                || cause instanceof SQLException sql && isSlowState(sql.getSQLState());
    }

    /// PostgreSQL error codes (appendix A of its manual).
    private static boolean isSlowState(@Nullable String state) {
        return switch (state) {
            case null -> false;
            // lock_timeout, statement_timeout, serialization failure, deadlock
            case "55P03", "57014", "40001", "40P01" -> true;
            default -> false;
        };
    }

    /// Whether the database can never store a value of the request. Then the request is at fault, even though no
    /// earlier check found it.
    static boolean isOfTheValue(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isStateOfValue(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStateOfValue(@Nullable String state) {
        return switch (state) {
            case null -> false;
            // too long, number out of range, invalid date or time, invalid bytes, characters that the encoding
            // lacks
            case "22001", "22003", "22007", "22008", "22021", "22P05" -> true;
            default -> false;
        };
    }
}
