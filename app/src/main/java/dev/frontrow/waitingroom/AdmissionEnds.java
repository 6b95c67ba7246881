package dev.frontrow.waitingroom;

import dev.frontrow.database.Timestamps;
import dev.frontrow.waitingroom.Places.Place;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// When admissions end, in the database.
@Repository
class AdmissionEnds {

    private final JdbcClient jdbc;

    AdmissionEnds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Moves the end of a running admission, never back; empty where none is running.
    Optional<Place> keep(Admission admission, Instant until, Instant now) {
        return jdbc.sql("""
                        update waitingroom.place
                        set admitted_until = greatest(admitted_until, :until)
                        where concert_id = :concertId and buyer_id = :buyerId
                            and state in ('WAITING', 'ADMITTED') and state = 'ADMITTED' and admitted_until > :now
                        returning *
                        """)
                .param("until", Timestamps.of(until))
                .param("concertId", admission.concertId())
                .param("buyerId", admission.buyerId())
                .param("now", Timestamps.of(now))
                .query((row, _) -> Places.place(row))
                .optional();
    }
}
