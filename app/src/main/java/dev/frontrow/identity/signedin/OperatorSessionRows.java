package dev.frontrow.identity.signedin;

import dev.frontrow.database.Timestamps;
import dev.frontrow.identity.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sessions that came to the box office. Whether one has ended is told by the ended sessions and the generation of its
/// operator alone.
@Repository
class OperatorSessionRows {

    /// Only the newest sessions of an operator are kept and listed.
    private static final int OF_OPERATOR_MAX = 100;

    private final JdbcClient jdbc;

    OperatorSessionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(Session session, ClientSoftware client, String address, Instant now) {
        jdbc.sql("""
                        insert into identity.operator_session
                            (session_id, buyer_id, generation, browser, system, address, begun_at, seen_at, ends_at)
                        values (:id, :buyerId, :generation, :browser, :system, :address, :now, :now, :endsAt)
                        on conflict (session_id) do update
                        set generation = excluded.generation, browser = excluded.browser, system = excluded.system,
                            address = excluded.address, seen_at = excluded.seen_at
                        """)
                .param("id", session.id())
                .param("buyerId", session.buyerId())
                .param("generation", session.generation())
                .param("browser", client.browser())
                .param("system", client.system())
                .param("address", address)
                .param("now", Timestamps.of(now))
                .param("endsAt", Timestamps.of(session.endsAtLatest()))
                .update();
    }

    /// Those that may still be used, the last seen first.
    List<OperatorSession> list(UUID buyerId, Instant now) {
        return jdbc.sql("""
                        select s.session_id, s.browser, s.system, s.address, s.begun_at, s.seen_at, s.ends_at
                        from identity.operator_session s
                            join identity.buyer b using (buyer_id)
                        where buyer_id = :buyerId and s.ends_at > :now and s.generation >= b.generation
                            and not exists (
                                select from identity.ended_session e where e.session_id = s.session_id)
                        order by s.seen_at desc, s.session_id
                        limit :limit
                        """)
                .param("buyerId", buyerId)
                .param("now", Timestamps.of(now))
                .param("limit", OF_OPERATOR_MAX)
                .query((row, _) -> session(row))
                .list();
    }

    /// One of an operator that may still be used.
    Optional<Session> find(UUID buyerId, UUID sessionId, Instant now) {
        return jdbc.sql("""
                        select s.generation, s.ends_at
                        from identity.operator_session s
                            join identity.buyer b using (buyer_id)
                        where session_id = :id and buyer_id = :buyerId and s.ends_at > :now
                            and s.generation >= b.generation
                            and not exists (
                                select from identity.ended_session e where e.session_id = s.session_id)
                        """)
                .param("id", sessionId)
                .param("buyerId", buyerId)
                .param("now", Timestamps.of(now))
                .query((row, _) ->
                        new Session(sessionId, buyerId, row.getInt("generation"), Timestamps.required(row, "ends_at")))
                .optional();
    }

    /// Those that an outside issuer has begun.
    List<Session> outside(UUID buyerId, Instant now) {
        return jdbc.sql("""
                        select session_id, ends_at
                        from identity.operator_session s
                        where buyer_id = :buyerId and generation = :outside and ends_at > :now
                            and not exists (
                                select from identity.ended_session e where e.session_id = s.session_id)
                        """)
                .param("buyerId", buyerId)
                .param("outside", Session.OUTSIDE)
                .param("now", Timestamps.of(now))
                .query((row, _) -> new Session(
                        row.getObject("session_id", UUID.class),
                        buyerId,
                        Session.OUTSIDE,
                        Timestamps.required(row, "ends_at")))
                .list();
    }

    void setGeneration(UUID sessionId, int generation) {
        jdbc.sql("""
                        update identity.operator_session
                        set generation = :generation
                        where session_id = :id
                        """).param("id", sessionId).param("generation", generation).update();
    }

    /// Whether this person has an operator's account, or has signed in as an operator by an outside issuer.
    boolean isOperator(UUID buyerId) {
        return jdbc.sql("""
                        select exists (select from identity.operator where buyer_id = :id)
                            or exists (select from identity.operator_session where buyer_id = :id)
                        """).param("id", buyerId).query(Boolean.class).single();
    }

    /// Deletes those that are over, and of each operator all but the newest.
    int sweep(Instant now) {
        return jdbc.sql("""
                        delete from identity.operator_session
                        where session_id in (
                            select session_id
                            from (
                                select session_id, ends_at,
                                       row_number() over (partition by buyer_id order by seen_at desc) as place
                                from identity.operator_session) s
                            where ends_at <= :now or place > :max)
                        """)
                .param("now", Timestamps.of(now))
                .param("max", OF_OPERATOR_MAX)
                .update();
    }

    private static OperatorSession session(ResultSet row) throws SQLException {
        return new OperatorSession(
                row.getObject("session_id", UUID.class),
                row.getString("browser"),
                row.getString("system"),
                row.getString("address"),
                Timestamps.required(row, "begun_at"),
                Timestamps.required(row, "seen_at"),
                Timestamps.required(row, "ends_at"));
    }
}
