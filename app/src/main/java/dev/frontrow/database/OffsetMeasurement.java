package dev.frontrow.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/// Measures the offset between the database's clock and this node's counter. The database answers at some moment
/// of the round trip, so taking its middle is wrong by at most half of it. The shortest of three round trips is
/// the most accurate.
final class OffsetMeasurement implements Supplier<DatabaseClock.Offset> {

    private static final int ROUND_TRIPS = 3;

    private final JdbcTemplate jdbc;
    private final LongSupplier nanoTime;

    OffsetMeasurement(JdbcTemplate jdbc, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.nanoTime = nanoTime;
    }

    @Override
    public DatabaseClock.Offset get() {
        // One connection for all round trips: waiting for one would distort the measurement.
        DatabaseClock.Offset best = jdbc.execute(this::best);
        if (best == null) {
            throw new IllegalStateException("no measurement was made");
        }
        return best;
    }

    private DatabaseClock.Offset best(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select clock_timestamp()")) {
            Stream.Builder<DatabaseClock.Offset> measured = Stream.builder();
            for (int trip = 0; trip < ROUND_TRIPS; trip++) {
                measured.add(roundTrip(statement));
            }
            return measured.build()
                    .min(Comparator.comparingLong(DatabaseClock.Offset::errorNanos))
                    .orElseThrow();
        }
    }

    private DatabaseClock.Offset roundTrip(PreparedStatement statement) throws SQLException {
        long asked = nanoTime.getAsLong();
        try (ResultSet answer = statement.executeQuery()) {
            long answered = nanoTime.getAsLong();
            answer.next();
            Instant told = answer.getObject(1, OffsetDateTime.class).toInstant();
            long half = (answered - asked) / 2;
            return new DatabaseClock.Offset(ChronoUnit.NANOS.between(Instant.EPOCH, told) - (asked + half), half);
        }
    }
}
