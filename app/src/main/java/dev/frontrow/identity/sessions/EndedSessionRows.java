package dev.frontrow.identity.sessions;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Ended sessions in the database.
@Repository
public class EndedSessionRows {

    private static final int ROWS_PER_SWEEP_MAX = 10_000;

    /// A session that was ended, and how long its tokens could live.
    record Ended(UUID sessionId, UUID buyerId, Instant until) {}

    /// A buyer whose sessions before this generation are all over.
    public record Generation(UUID buyerId, int number, Instant begunAt) {

        /// Of a deleted account: all its sessions are over, also those of an outside issuer.
        public static final int GONE = Session.OUTSIDE;
    }

    private final JdbcClient jdbc;

    EndedSessionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Ends a session, also if it is ended already, and answers how many other sessions of its buyer are
    /// remembered as ended. It is one statement, so a repeat after a lost connection does the same again.
    int end(Session session, Instant now) {
        return jdbc.sql("""
                        with ended as (
                            insert into identity.ended_session (session_id, buyer_id, ended_at, until)
                            values (:sessionId, :buyerId, :now, :until)
                            on conflict do nothing)
                        select count(*)
                        from identity.ended_session
                        where buyer_id = :buyerId and session_id <> :sessionId and until > :now
                        """)
                .param("sessionId", session.id())
                .param("buyerId", session.buyerId())
                .param("now", Timestamps.of(now))
                .param("until", Timestamps.of(session.endsAtLatest()))
                .query(Integer.class)
                .single();
    }

    /// Ends all sessions that a buyer has begun so far, and deletes what was remembered of single ones.
    Generation endAll(UUID buyerId, Instant now) {
        return jdbc.sql("""
                        with forgotten as (
                            delete from identity.ended_session
                            where buyer_id = :buyerId)
                        update identity.buyer
                        set generation = case when deleted_at is null then generation + 1 else generation end,
                            generation_at = :now
                        where buyer_id = :buyerId
                        returning buyer_id, generation, generation_at
                        """)
                .param("buyerId", buyerId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> generation(row))
                .single();
    }

    /// Single sessions that were ended since then and whose tokens may still be in use.
    List<Ended> endedSince(Instant since, Instant now) {
        return jdbc.sql("""
                        select session_id, buyer_id, until
                        from identity.ended_session
                        where ended_at > :since and until > :now
                        """)
                .param("since", Timestamps.of(since))
                .param("now", Timestamps.of(now))
                .query((row, _) -> new Ended(
                        row.getObject("session_id", UUID.class),
                        row.getObject("buyer_id", UUID.class),
                        Timestamps.required(row, "until")))
                .list();
    }

    /// Generations that have begun since then.
    List<Generation> begunSince(Instant since) {
        return jdbc.sql("""
                        select buyer_id, generation, generation_at
                        from identity.buyer
                        where generation_at > :since
                        """)
                .param("since", Timestamps.of(since))
                .query((row, _) -> generation(row))
                .list();
    }

    /// Deletes some rows whose tokens have expired anyway.
    int sweep(Instant now) {
        return jdbc.sql("""
                        delete from identity.ended_session
                        where session_id in (
                            select session_id
                            from identity.ended_session
                            where until <= :now
                            limit :rows)
                        """)
                .param("now", Timestamps.of(now))
                .param("rows", ROWS_PER_SWEEP_MAX)
                .update();
    }

    private static Generation generation(ResultSet row) throws SQLException {
        return new Generation(
                row.getObject("buyer_id", UUID.class),
                row.getInt("generation"),
                Timestamps.required(row, "generation_at"));
    }
}
