package dev.frontrow.identity;

import dev.frontrow.database.Timestamps;
import dev.frontrow.identity.sessions.EndedSessionRows;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Passwords, recovery addresses and links in the database.
@Repository
class Credentials {

    private static final int ROWS_PER_SWEEP_MAX = 10_000;

    /// An account that has a password.
    record Account(
            UUID buyerId,
            String username,
            String passwordHash,
            Role role,
            int generation,
            @Nullable String recoveryAddress) {}

    private static final String REDEEM = """
            with owner as (
                select buyer_id
                from identity.buyer
                where buyer_id = :buyerId
                for no key update),
            used as (
                delete from identity.password_reset
                where digest = :digest and expires_at > :now and buyer_id in (select buyer_id from owner)
                returning buyer_id),
            void_links as (
                delete from identity.password_reset
                where buyer_id in (select buyer_id from used) and digest <> :digest)
            update identity.buyer
            set password_hash = :passwordHash, generation = generation + 1, generation_at = :now
            where buyer_id in (select buyer_id from used)
            returning generation
            """;

    private final JdbcClient jdbc;

    Credentials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> find(UUID buyerId) {
        return jdbc.sql("""
                        select buyer_id, username, password_hash, role, generation, recovery_address
                        from identity.buyer
                        where buyer_id = :buyerId and password_hash is not null
                        """).param("buyerId", buyerId).query(Account.class).optional();
    }

    Optional<Account> find(String typed) {
        String username = Username.normalized(typed);
        if (!Username.isOne(username)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select buyer_id, username, password_hash, role, generation, recovery_address
                        from identity.buyer
                        where lower(username collate "C") = lower(:username collate "C") and password_hash is not null
                        """).param("username", username).query(Account.class).optional();
    }

    /// Sets another password, unless the generation has changed since the account was read. All links become void.
    Optional<EndedSessionRows.Generation> setPassword(Account account, String passwordHash, Instant now) {
        return jdbc.sql("""
                        with void_links as (
                            delete from identity.password_reset
                            where buyer_id = :buyerId)
                        update identity.buyer
                        set password_hash = :passwordHash, generation = generation + 1, generation_at = :now
                        where buyer_id = :buyerId and generation = :generation
                        returning generation
                        """)
                .param("buyerId", account.buyerId())
                .param("passwordHash", passwordHash)
                .param("generation", account.generation())
                .param("now", Timestamps.of(now))
                .query(Integer.class)
                .optional()
                .map(generation -> new EndedSessionRows.Generation(account.buyerId(), generation, now));
    }

    /// Links are void then: they may lie in a mailbox that is the owner's no more.
    void setRecoveryAddress(UUID buyerId, @Nullable String address) {
        jdbc.sql("""
                        with void_links as (
                            delete from identity.password_reset
                            where buyer_id = :buyerId)
                        update identity.buyer
                        set recovery_address = :address
                        where buyer_id = :buyerId and deleted_at is null
                        """).param("buyerId", buyerId).param("address", address).update();
    }

    void addLink(byte[] digest, UUID buyerId, Instant expiresAt) {
        jdbc.sql("""
                        insert into identity.password_reset (digest, buyer_id, expires_at)
                        values (:digest, :buyerId, :expiresAt)
                        """)
                .param("digest", digest)
                .param("buyerId", buyerId)
                .param("expiresAt", Timestamps.of(expiresAt))
                .update();
    }

    /// The account whose password a link may set.
    Optional<Account> findByLink(byte[] digest, Instant now) {
        return jdbc.sql("""
                        select buyer_id
                        from identity.password_reset
                        where digest = :digest and expires_at > :now
                        """)
                .param("digest", digest)
                .param("now", Timestamps.of(now))
                .query((row, _) -> row.getObject("buyer_id", UUID.class))
                .optional()
                .flatMap(this::find);
    }

    /// Uses a link up: sets the password, and voids all of the buyer's links. Of two at once one finds none. The
    /// buyer's row is locked before their links, as by the other changes of an account.
    Optional<EndedSessionRows.Generation> redeem(byte[] digest, Account account, String passwordHash, Instant now) {
        return jdbc.sql(REDEEM)
                .param("digest", digest)
                .param("buyerId", account.buyerId())
                .param("passwordHash", passwordHash)
                .param("now", Timestamps.of(now))
                .query(Integer.class)
                .optional()
                .map(generation -> new EndedSessionRows.Generation(account.buyerId(), generation, now));
    }

    /// Deletes some expired links.
    int sweep(Instant now) {
        return jdbc.sql("""
                        delete from identity.password_reset
                        where digest in (
                            select digest
                            from identity.password_reset
                            where expires_at <= :now
                            limit :rows)
                        """)
                .param("now", Timestamps.of(now))
                .param("rows", ROWS_PER_SWEEP_MAX)
                .update();
    }
}
