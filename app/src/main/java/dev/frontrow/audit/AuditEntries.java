package dev.frontrow.audit;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of the audit log. A trigger numbers, times and chains what is inserted.
@Repository
class AuditEntries {

    /// What was before and after, as JSON.
    record Change(@Nullable String before, @Nullable String after) {}

    private static final String FILTERED = """
              and (:action::text is null or action = :action)
              and (:subject::text is null or subject = :subject)
              and (:actor::text is null or actor = :actor)
              and (:since::timestamptz is null or at >= :since)
              and (:until::timestamptz is null or at < :until)
            """;

    private static final String FORWARDS = """
            select sequence, at, action, subject, actor_id, actor, role, address, reason, before, after,
                   previous_hash, hash
            from audit.entry
            where sequence > :from
            %s
            order by sequence
            limit :limit
            """;

    private static final String BACKWARDS = """
            select sequence, at, action, subject, actor_id, actor, role, address, reason, before, after,
                   previous_hash, hash
            from audit.entry
            where sequence < :from
            %s
            order by sequence desc
            limit :limit
            """;

    private final JdbcClient jdbc;

    AuditEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Instant now, Action action, String subject, Actor actor, Change change) {
        jdbc.sql("""
                        insert into audit.entry
                            (at, action, subject, actor_id, actor, role, address, reason, before, after)
                        values
                            (:at, :action, :subject, :actorId, :actor, :role, :address, :reason, :before, :after)
                        """)
                .param("at", Timestamps.of(now))
                .param("action", action.name())
                .param("subject", subject)
                .param("actorId", actor.id())
                .param("actor", actor.name())
                .param("role", actor.role())
                .param("address", actor.address())
                .param("reason", actor.reason())
                .param("before", change.before())
                .param("after", change.after())
                .update();
    }

    /// Entries beyond `from`, the nearest first.
    ///
    /// @param forwards towards newer entries
    List<AuditEntry> page(long from, boolean forwards, AuditFilter filter, int limit) {
        return jdbc.sql((forwards ? FORWARDS : BACKWARDS).formatted(FILTERED))
                .param("from", from)
                .param("action", filter.action())
                .param("subject", filter.subject())
                .param("actor", filter.actor())
                .param("since", Timestamps.ofNullable(filter.since()))
                .param("until", Timestamps.ofNullable(filter.until()))
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /// The last entry of each day, the newest first.
    List<AuditHead> heads(LocalDate today, int days) {
        return jdbc.sql("""
                        select day::date as day, head.sequence, head.hash
                        from generate_series(:today::timestamp - make_interval(days => :days - 1), :today, '1 day') as day
                        cross join lateral (
                            select sequence, hash
                            from audit.entry
                            where at >= day at time zone 'UTC' and at < (day + interval '1 day') at time zone 'UTC'
                            order by at desc, sequence desc
                            limit 1) as head
                        order by day desc
                        """)
                .param("today", today.atStartOfDay())
                .param("days", days)
                .query((row, _) -> new AuditHead(
                        row.getObject("day", LocalDate.class), row.getLong("sequence"), hex(row.getBytes("hash"))))
                .list();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("sequence"),
                Timestamps.required(row, "at"),
                row.getString("action"),
                row.getString("subject"),
                row.getObject("actor_id", UUID.class),
                row.getString("actor"),
                row.getString("role"),
                row.getString("address"),
                row.getString("reason"),
                row.getString("before"),
                row.getString("after"),
                hex(row.getBytes("previous_hash")),
                hex(row.getBytes("hash")));
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
