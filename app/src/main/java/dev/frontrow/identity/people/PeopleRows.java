package dev.frontrow.identity.people;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.Timestamps;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.sessions.EndedSessionRows.Generation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Operators and invitations in the database.
@Repository
class PeopleRows {

    private static final int PEOPLE_MAX = 1_000;

    private final JdbcClient jdbc;

    PeopleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those who are there, then those who have gone.
    List<Person> list() {
        return jdbc.sql("""
                        select buyer_id, username, o.role, active, o.created_at
                        from identity.operator o
                        join identity.buyer using (buyer_id)
                        order by active desc, lower(username)
                        limit :max
                        """)
                .param("max", PEOPLE_MAX)
                .query((row, _) -> person(row))
                .list();
    }

    /// Locks out other changes of owners until the transaction ends, and then reads.
    Optional<Person> lock(UUID operatorId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('owners', 0))")
                .query((_, _) -> true)
                .single();
        return jdbc.sql("""
                        select buyer_id, username, o.role, active, o.created_at
                        from identity.operator o
                        join identity.buyer using (buyer_id)
                        where buyer_id = :id and active
                        """)
                .param("id", operatorId)
                .query((row, _) -> person(row))
                .optional();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("buyer_id", UUID.class),
                row.getString("username"),
                OperatorRole.valueOf(row.getString("role")),
                row.getBoolean("active"),
                Timestamps.required(row, "created_at"));
    }

    int owners() {
        return jdbc.sql("select count(*) from identity.operator where role = 'OWNER' and active")
                .query(Integer.class)
                .single();
    }

    void setRole(UUID operatorId, OperatorRole role) {
        jdbc.sql("update identity.operator set role = :role where buyer_id = :id")
                .param("id", operatorId)
                .param("role", role.name())
                .update();
    }

    /// Takes the right, the password and the sessions away, in one statement. Returns the generation that begins.
    Generation remove(UUID operatorId, Instant now) {
        return jdbc.sql("""
                        with gone as (
                            update identity.operator
                            set active = false
                            where buyer_id = :id)
                        update identity.buyer
                        set password_hash = null, generation = generation + 1, generation_at = :now
                        where buyer_id = :id
                        returning buyer_id, generation, generation_at
                        """)
                .param("id", operatorId)
                .param("now", Timestamps.of(now))
                .query((row, _) -> new Generation(
                        row.getObject("buyer_id", UUID.class),
                        row.getInt("generation"),
                        Timestamps.required(row, "generation_at")))
                .single();
    }

    void invite(byte[] digest, Invitation invitation, UUID by) {
        jdbc.sql("""
                        insert into identity.invitation (digest, invitation_id, role, note, invited_by, expires_at)
                        values (:digest, :id, :role, :note, :by, :expiresAt)
                        """)
                .param("digest", digest)
                .param("id", invitation.invitationId())
                .param("role", invitation.role().name())
                .param("note", invitation.note())
                .param("by", by)
                .param("expiresAt", Timestamps.of(invitation.expiresAt()))
                .update();
    }

    List<Invitation> invitations(Instant now) {
        return jdbc.sql("""
                        select invitation_id, i.role, note, username, expires_at
                        from identity.invitation i
                        join identity.buyer on buyer_id = invited_by
                        where expires_at > :now
                        order by expires_at, invitation_id
                        limit :max
                        """)
                .param("now", Timestamps.of(now))
                .param("max", PEOPLE_MAX)
                .query((row, _) -> invitation(row))
                .list();
    }

    /// Uses an invitation up; empty if it is not good any more. It is not if who made it is an owner no more.
    Optional<Invitation> take(byte[] digest, Instant now) {
        return jdbc.sql("""
                        delete from identity.invitation i
                        using identity.buyer
                        where digest = :digest and expires_at > :now and buyer_id = invited_by
                            and not exists (
                                select
                                from identity.operator o
                                where o.buyer_id = invited_by and (not o.active or o.role <> 'OWNER'))
                        returning invitation_id, i.role, note, username, expires_at
                        """)
                .param("digest", digest)
                .param("now", Timestamps.of(now))
                .query((row, _) -> invitation(row))
                .optional();
    }

    Optional<Invitation> withdraw(UUID invitationId) {
        return jdbc.sql("""
                        delete from identity.invitation i
                        using identity.buyer
                        where invitation_id = :id and buyer_id = invited_by
                        returning invitation_id, i.role, note, username, expires_at
                        """)
                .param("id", invitationId)
                .query((row, _) -> invitation(row))
                .optional();
    }

    boolean isGood(byte[] digest, Instant now) {
        return jdbc.sql("""
                        select exists (
                            select
                            from identity.invitation
                            where digest = :digest and expires_at > :now and not exists (
                                select
                                from identity.operator o
                                where o.buyer_id = invited_by and (not o.active or o.role <> 'OWNER')))
                        """)
                .param("digest", digest)
                .param("now", Timestamps.of(now))
                .query(Boolean.class)
                .single();
    }

    /// Deletes what is over.
    void sweep(Instant now) {
        jdbc.sql("delete from identity.invitation where expires_at <= :now")
                .param("now", Timestamps.of(now))
                .update();
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getObject("invitation_id", UUID.class),
                OperatorRole.valueOf(row.getString("role")),
                row.getString("note"),
                row.getString("username"),
                Timestamps.required(row, "expires_at"));
    }

    /// A new operator; empty if the username is taken.
    Optional<UUID> insert(String username, String passwordHash, OperatorRole role) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        int inserted = jdbc.sql("""
                        insert into identity.buyer (buyer_id, username, password_hash, role)
                        values (:id, :username, :passwordHash, 'OPERATOR')
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("username", username)
                .param("passwordHash", passwordHash)
                .update();
        if (inserted == 0) {
            return Optional.empty();
        }
        jdbc.sql("insert into identity.operator (buyer_id, role) values (:id, :role)")
                .param("id", id)
                .param("role", role.name())
                .update();
        return Optional.of(id);
    }
}
