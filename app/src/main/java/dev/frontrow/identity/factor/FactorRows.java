package dev.frontrow.identity.factor;

import dev.frontrow.database.Timestamps;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Second factors in the database, and the sessions in which they were shown.
@Repository
class FactorRows {

    /// @param secret        encrypted
    /// @param lastStep      of the last code that was used
    /// @param recoveryCodes how many are left
    record Factor(byte[] secret, boolean active, long lastStep, int recoveryCodes) {}

    private final JdbcClient jdbc;

    FactorRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Factor> find(UUID buyerId) {
        return jdbc.sql("""
                        select secret, active, last_step, cardinality(recovery_codes) as recovery_codes
                        from identity.second_factor
                        where buyer_id = :id
                        """).param("id", buyerId).query(Factor.class).optional();
    }

    boolean isOperator(UUID buyerId) {
        return jdbc.sql("select exists (select from identity.operator where buyer_id = :id and active)")
                .param("id", buyerId)
                .query(Boolean.class)
                .single();
    }

    /// Replaces one that was begun and never confirmed; false if one is active.
    boolean begin(UUID buyerId, byte[] secret) {
        return jdbc.sql("""
                                insert into identity.second_factor (buyer_id, secret)
                                values (:id, :secret)
                                on conflict (buyer_id) do update
                                set secret = excluded.secret, last_step = 0
                                where not second_factor.active
                                """).param("id", buyerId).param("secret", secret).update() == 1;
    }

    boolean activate(UUID buyerId, long step, byte[][] recoveryCodes) {
        return jdbc.sql("""
                                update identity.second_factor
                                set active = true, last_step = :step, recovery_codes = :codes
                                where buyer_id = :id and not active and last_step < :step
                                """)
                        .param("id", buyerId)
                        .param("step", step)
                        .param("codes", recoveryCodes)
                        .update()
                == 1;
    }

    /// Uses up the codes of all steps so far; false if this one was used meanwhile.
    boolean use(UUID buyerId, long step) {
        return jdbc.sql("""
                                update identity.second_factor
                                set last_step = :step
                                where buyer_id = :id and active and last_step < :step
                                """).param("id", buyerId).param("step", step).update() == 1;
    }

    /// Uses up a recovery code; false if there is no such code.
    boolean useRecoveryCode(UUID buyerId, byte[] digest) {
        return jdbc.sql("""
                                update identity.second_factor
                                set recovery_codes = array_remove(recovery_codes, :digest)
                                where buyer_id = :id and active and :digest = any (recovery_codes)
                                """).param("id", buyerId).param("digest", digest).update() == 1;
    }

    boolean remove(UUID buyerId) {
        return jdbc.sql("""
                                with shown as (
                                    delete from identity.confirmed_session
                                    where buyer_id = :id)
                                delete from identity.second_factor
                                where buyer_id = :id
                                """).param("id", buyerId).update() == 1;
    }

    void confirm(UUID sessionId, UUID buyerId, Instant until, Instant now) {
        jdbc.sql("""
                        with over as (
                            delete from identity.confirmed_session
                            where until <= :now)
                        insert into identity.confirmed_session (session_id, buyer_id, until)
                        values (:sessionId, :id, :until)
                        on conflict do nothing
                        """)
                .param("sessionId", sessionId)
                .param("id", buyerId)
                .param("until", Timestamps.of(until))
                .param("now", Timestamps.of(now))
                .update();
    }
}
