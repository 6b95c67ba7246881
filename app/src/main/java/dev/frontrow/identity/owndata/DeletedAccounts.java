package dev.frontrow.identity.owndata;

import dev.frontrow.audit.AuditOfPerson;
import dev.frontrow.database.Timestamps;
import dev.frontrow.identity.sessions.EndedSessionRows.Generation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Accounts in the database as their owners get them, and their deletion.
@Repository
@Order(1)
class DeletedAccounts implements PersonalData {

    record Standing(int generation, boolean operator, boolean deleted) {}

    private final JdbcClient jdbc;

    DeletedAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("account", """
                select buyer_id, role, username, display_name, issuer, subject, recovery_address,
                       password_hash is not null as has_password, created_at, generation_at as sessions_ended_at
                from identity.buyer
                where buyer_id = :buyerId
                """);
        exports.put("endedSessions", """
                select session_id, ended_at, until
                from identity.ended_session
                where buyer_id = :buyerId
                order by ended_at
                """);
        exports.put("passwordLinks", """
                select expires_at
                from identity.password_reset
                where buyer_id = :buyerId
                """);
        exports.putAll(exportsOfOperators());
        exports.putAll(AuditOfPerson.exports());
        return exports;
    }

    private static Map<String, String> exportsOfOperators() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("operatorRole", """
                select role, active, created_at
                from identity.operator
                where buyer_id = :buyerId
                """);
        exports.put("operatorSessions", """
                select session_id, browser, system, address, begun_at, seen_at, ends_at
                from identity.operator_session
                where buyer_id = :buyerId
                order by begun_at
                """);
        exports.put("secondFactor", """
                select active, cardinality(recovery_codes) as recovery_codes_left
                from identity.second_factor
                where buyer_id = :buyerId
                """);
        exports.put("invitations", """
                select role, note, expires_at
                from identity.invitation
                where invited_by = :buyerId
                order by expires_at
                """);
        return exports;
    }

    /// Locks the account until the transaction ends.
    Standing lock(UUID buyerId) {
        return jdbc.sql("""
                        select generation, deleted_at is not null as deleted,
                               exists (select from identity.operator o where o.buyer_id = b.buyer_id) as operator
                        from identity.buyer b
                        where buyer_id = :buyerId
                        for no key update
                        """).param("buyerId", buyerId).query(Standing.class).single();
    }

    /// All sessions end for good, also those of an outside issuer. Single ended ones stay noted until their tokens are
    /// over: they name no person.
    Generation delete(UUID buyerId, boolean moneyGivenUp, Instant now) {
        return jdbc.sql("""
                        with void_links as (
                            delete from identity.password_reset
                            where buyer_id = :buyerId),
                        sessions as (
                            delete from identity.operator_session
                            where buyer_id = :buyerId)
                        update identity.buyer
                        set username = null, display_name = null, password_hash = null, recovery_address = null,
                            issuer = 'deleted', subject = buyer_id::text, generation = :gone, generation_at = :now,
                            deleted_at = :now, gave_up_money = :moneyGivenUp
                        where buyer_id = :buyerId and deleted_at is null
                        returning generation
                        """)
                .param("buyerId", buyerId)
                .param("gone", Generation.GONE)
                .param("moneyGivenUp", moneyGivenUp)
                .param("now", Timestamps.of(now))
                .query((row, _) -> new Generation(buyerId, row.getInt("generation"), now))
                .single();
    }
}
