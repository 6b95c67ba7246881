package dev.frontrow.cluster;

import java.sql.SQLException;
import java.util.stream.Stream;

/// The database refused a write because its epoch is over: another owner has followed.
public final class OldEpoch {

    /// As `cluster.refuse_old_epoch()` raises it.
    private static final String SQL_STATE = "FR001";

    private OldEpoch() {}

    /// Whether that is why a statement failed.
    public static boolean isIn(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException refused && SQL_STATE.equals(refused.getSQLState()));
    }
}
