package dev.frontrow.waitingroom.store;

import dev.frontrow.database.Timestamps;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in line, as stored.
///
/// @param admission set once the place was admitted, also after that ended
public record Place(
        long concertId,
        PlaceNumber number,
        UUID buyerId,
        PlaceState state,
        Instant joinedAt,
        boolean challenged,
        @Nullable AdmissionTerm admission) {

    /// Those that [#of] reads, of a table that the statement calls `p`.
    static final String COLUMNS = "p.concert_id, p.lane, p.number, p.buyer_id, p.state, p.joined_at, p.challenged, "
            + "p.admitted_until, p.admitted_until_max";

    public QueueToken token() {
        return new QueueToken(concertId, buyerId, number, joinedAt, admission == null ? null : admission.until());
    }

    /// The admission's term.
    ///
    /// @throws IllegalStateException if the place was never admitted
    public AdmissionTerm term() {
        if (admission == null) {
            throw new IllegalStateException("an admitted place without an end");
        }
        return admission;
    }

    /// The same place in another state.
    public Place as(PlaceState changed, @Nullable AdmissionTerm term) {
        return new Place(concertId, number, buyerId, changed, joinedAt, challenged, term);
    }

    /// Reads a row of the [#COLUMNS].
    static Place of(ResultSet row) throws SQLException {
        return new Place(
                row.getLong("concert_id"),
                new PlaceNumber(Lane.valueOf(row.getString("lane")), row.getLong("number")),
                row.getObject("buyer_id", UUID.class),
                PlaceState.valueOf(row.getString("state")),
                Timestamps.required(row, "joined_at"),
                row.getBoolean("challenged"),
                admission(row));
    }

    private static @Nullable AdmissionTerm admission(ResultSet row) throws SQLException {
        Instant until = Timestamps.nullable(row, "admitted_until");
        return until == null
                ? null
                : new AdmissionTerm(
                        until, Objects.requireNonNullElse(Timestamps.nullable(row, "admitted_until_max"), until));
    }
}
