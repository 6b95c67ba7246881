package dev.frontrow.waitingroom.log;

import dev.frontrow.cluster.Epoch;
import dev.frontrow.database.Timestamps;
import dev.frontrow.line.Limit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of admission minutes. Thread-safe.
@Repository
public class AdmissionLog {

    private static final String APPEND = """
            insert into waitingroom.admission_minute as m
                (concert_id, minute, wanted_per_minute, factor, no_show_share, called, admitted, bound_by,
                 active, free_seats, held_seats, latency_p99_ms, waiting, estimate_hits, estimates,
                 epoch)
            select :concertId, :minute::timestamptz, :wantedPerMinute, :factor, :noShowShare, :called,
                   :admitted, :boundBy, :active, :freeSeats, :heldSeats, :latencyP99Ms::integer, :waiting,
                   :estimateHits, :estimates, :epoch
            from waitingroom.lane
            where concert_id = :concertId and lane = 'GENERAL' and epoch <= :epoch
            on conflict (concert_id, minute) do update
                set epoch = excluded.epoch,
                    wanted_per_minute = excluded.wanted_per_minute,
                    factor = excluded.factor,
                    no_show_share = excluded.no_show_share,
                    called = m.called + excluded.called,
                    admitted = m.admitted + excluded.admitted,
                    bound_by = excluded.bound_by,
                    active = excluded.active,
                    free_seats = excluded.free_seats,
                    held_seats = excluded.held_seats,
                    latency_p99_ms = coalesce(excluded.latency_p99_ms, m.latency_p99_ms),
                    waiting = excluded.waiting,
                    estimate_hits = m.estimate_hits + excluded.estimate_hits,
                    estimates = m.estimates + excluded.estimates
            """;

    private final JdbcClient jdbc;

    AdmissionLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores a minute; false if another owner of the room has begun, or if there is no such room. If the server
    /// restarted within it, there are two halves: counts add up, and all other values are those of the later half.
    public boolean append(AdmissionMinute minute, Epoch epoch) {
        return jdbc.sql(APPEND)
                        .param("concertId", minute.concertId())
                        .param("minute", Timestamps.of(minute.minute()))
                        .param("wantedPerMinute", minute.wantedPerMinute())
                        .param("factor", minute.factor())
                        .param("noShowShare", minute.noShowShare())
                        .param("called", minute.called())
                        .param("admitted", minute.admitted())
                        .param("boundBy", minute.boundBy().name())
                        .param("active", minute.active())
                        .param("freeSeats", minute.freeSeats())
                        .param("heldSeats", minute.heldSeats())
                        .param("latencyP99Ms", minute.latencyP99Ms())
                        .param("waiting", minute.waiting())
                        .param("estimateHits", minute.estimateHits())
                        .param("estimates", minute.estimates())
                        .param("epoch", epoch.value())
                        .update()
                == 1;
    }

    /// The concert's minutes from the given one on, newest first.
    public List<AdmissionMinute> list(long concertId, Instant from, int limit) {
        return jdbc.sql("""
                        select concert_id, minute, wanted_per_minute, factor, no_show_share, called, admitted,
                            bound_by, active, free_seats, held_seats, latency_p99_ms, waiting, estimate_hits,
                            estimates
                        from waitingroom.admission_minute
                        where concert_id = :concertId and minute >= :from
                        order by minute desc
                        limit :limit
                        """)
                .param("concertId", concertId)
                .param("from", Timestamps.of(from))
                .param("limit", limit)
                .query((row, _) -> minute(row))
                .list();
    }

    int deleteOlderThan(Instant limit, int rowsMax) {
        return jdbc.sql("""
                        delete from waitingroom.admission_minute
                        where (concert_id, minute) in (
                            select concert_id, minute
                            from waitingroom.admission_minute
                            where minute < :limit
                            order by minute
                            limit :rowsMax
                            for update skip locked)
                        """)
                .param("limit", Timestamps.of(limit))
                .param("rowsMax", rowsMax)
                .update();
    }

    private static AdmissionMinute minute(ResultSet row) throws SQLException {
        return new AdmissionMinute(
                row.getLong("concert_id"),
                Timestamps.required(row, "minute"),
                row.getInt("wanted_per_minute"),
                row.getDouble("factor"),
                row.getDouble("no_show_share"),
                row.getInt("called"),
                row.getInt("admitted"),
                Limit.valueOf(row.getString("bound_by")),
                row.getInt("active"),
                row.getLong("free_seats"),
                row.getLong("held_seats"),
                row.getObject("latency_p99_ms", Integer.class),
                row.getLong("waiting"),
                row.getInt("estimate_hits"),
                row.getInt("estimates"));
    }
}
