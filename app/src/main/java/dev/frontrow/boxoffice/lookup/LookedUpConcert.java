package dev.frontrow.boxoffice.lookup;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which concert something is of.
///
/// @param performanceId absent for a place in line, which counts for all performances
record LookedUpConcert(
        long concertId,
        String title,
        String timeZone,
        @Nullable Long performanceId,
        @Nullable Instant startsAt) {

    static LookedUpConcert of(ResultSet row) throws SQLException {
        return new LookedUpConcert(
                row.getLong("concert_id"),
                row.getString("title"),
                row.getString("time_zone"),
                row.getObject("performance_id", Long.class),
                Timestamps.nullable(row, "starts_at"));
    }
}
