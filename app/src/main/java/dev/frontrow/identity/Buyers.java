package dev.frontrow.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Everyone who has an account. Usernames are unique whatever their case, see [Username]. Thread-safe.
@Component
public class Buyers {

    /// What a sign-in needs to know; a buyer without a password cannot sign in by one.
    record SignInRecord(UUID buyerId, @Nullable String passwordHash, Role role, int generation) {}

    /// @param generation of their sessions
    record DemoBuyer(UUID buyerId, int generation) {}

    private final JdbcClient jdbc;

    Buyers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whether there is such a buyer or operator.
    public boolean exists(UUID buyerId) {
        return jdbc.sql("""
                        select exists (
                            select 1
                            from identity.buyer
                            where buyer_id = :buyerId)
                        """).param("buyerId", buyerId).query(Boolean.class).single();
    }

    /// The id of the buyer who has this username; operators are none.
    public Optional<UUID> idOf(String typed) {
        return findByUsername(typed).filter(found -> found.role() == Role.BUYER).map(SignInRecord::buyerId);
    }

    /// Makes a buyer who has no account. Nobody can sign in as this buyer: outside issuers are known by addresses, and
    /// `box-office` is none.
    @Transactional(propagation = Propagation.MANDATORY)
    public void insertWithoutAccount(UUID buyerId, @Nullable String displayName) {
        jdbc.sql("""
                        insert into identity.buyer (buyer_id, display_name, role, issuer, subject)
                        values (:buyerId, :displayName, 'BUYER', 'box-office', :subject)
                        """)
                .param("buyerId", buyerId)
                .param("displayName", displayName)
                .param("subject", buyerId.toString())
                .update();
    }

    Optional<String> username(UUID buyerId) {
        return jdbc.sql("""
                        select username
                        from identity.buyer
                        where buyer_id = :buyerId and username is not null
                        """).param("buyerId", buyerId).query(String.class).optional();
    }

    /// The id of the demo buyer with this name, who is made if need be and cannot sign in by password.
    public UUID ensureDemoBuyer(String username) {
        insert(username, null, null, Role.BUYER);
        return jdbc.sql("""
                        select buyer_id
                        from identity.buyer
                        where lower(username collate "C") = lower(:username collate "C")
                        """).param("username", username).query(UUID.class).single();
    }

    /// The demo buyers with the numbers from `first` to `last`, in order; those who are missing are made.
    List<DemoBuyer> ensureDemoBuyers(int first, int last) {
        insertDemoBuyers(first, last);
        return jdbc.sql("""
                        select buyer_id, generation
                        from generate_series(:first, :last) as number
                        join identity.buyer
                          on lower(username collate "C") = 'demo-' || lpad(number::text, greatest(6, length(number::text)), '0')
                        order by number
                        """)
                .param("first", first)
                .param("last", last)
                .query((row, _) -> new DemoBuyer(row.getObject("buyer_id", UUID.class), row.getInt("generation")))
                .list();
    }

    /// The id is a UUIDv7, put together by hand because PostgreSQL has `uuidv7()` only since version 18: 48 bits of
    /// milliseconds over a random UUID, and the two bits that turn its version 4 into 7.
    private void insertDemoBuyers(int first, int last) {
        jdbc.sql("""
                        insert into identity.buyer (buyer_id, username, role)
                        select
                            encode(
                                set_bit(set_bit(
                                    overlay(uuid_send(gen_random_uuid()) placing substring(
                                        int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                                    from 1 for 6),
                                    52, 1), 53, 1),
                                'hex')::uuid,
                            'demo-' || lpad(number::text, greatest(6, length(number::text)), '0'),
                            'BUYER'
                        from generate_series(:first, :last) as number
                        on conflict do nothing
                        """).param("first", first).param("last", last).update();
    }

    /// The new buyer's id; empty if the username is taken. The unique index decides, so that of any number of equal
    /// sign-ups exactly one succeeds.
    Optional<UUID> insert(String username, @Nullable String passwordHash, @Nullable String displayName, Role role) {
        UUID buyerId = UuidCreator.getTimeOrderedEpoch();
        int inserted = jdbc.sql("""
                        insert into identity.buyer (buyer_id, username, password_hash, display_name, role)
                        values (:buyerId, :username, :passwordHash, :displayName, :role)
                        on conflict do nothing
                        """)
                .param("buyerId", buyerId)
                .param("username", username)
                .param("passwordHash", passwordHash)
                .param("displayName", displayName)
                .param("role", role.name())
                .update();
        return inserted == 1 ? Optional.of(buyerId) : Optional.empty();
    }

    /// Makes an operator an owner, unless they have a role already, or had one.
    void ensureOwner(UUID buyerId) {
        jdbc.sql("""
                        insert into identity.operator (buyer_id, role)
                        values (:buyerId, 'OWNER')
                        on conflict do nothing
                        """).param("buyerId", buyerId).update();
    }

    Optional<SignInRecord> findByUsername(String typed) {
        String username = Username.normalized(typed);
        if (!Username.isOne(username)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select buyer_id, password_hash, role, generation
                        from identity.buyer
                        where lower(username collate "C") = lower(:username collate "C")
                        """)
                .param("username", username)
                .query(SignInRecord.class)
                .optional();
    }

    /// Sets another password, and ends all sessions that were begun before.
    void changePassword(UUID buyerId, String passwordHash) {
        jdbc.sql("""
                        update identity.buyer
                        set password_hash = :passwordHash, generation = generation + 1, generation_at = now()
                        where buyer_id = :buyerId
                        """)
                .param("buyerId", buyerId)
                .param("passwordHash", passwordHash)
                .update();
    }

    /// The buyer behind an outside issuer's subject, who is made at first sight.
    UUID ensureOutsideBuyer(String issuer, String subject) {
        return findOutsideBuyer(issuer, subject).orElseGet(() -> {
            jdbc.sql("""
                            insert into identity.buyer (buyer_id, role, issuer, subject)
                            values (:buyerId, 'BUYER', :issuer, :subject)
                            on conflict do nothing
                            """)
                    .param("buyerId", UuidCreator.getTimeOrderedEpoch())
                    .param("issuer", issuer)
                    .param("subject", subject)
                    .update();
            // Not the id above: another request may have been first.
            return findOutsideBuyer(issuer, subject).orElseThrow();
        });
    }

    private Optional<UUID> findOutsideBuyer(String issuer, String subject) {
        return jdbc.sql("""
                        select buyer_id
                        from identity.buyer
                        where issuer = :issuer
                          and subject = :subject
                        """)
                .param("issuer", issuer)
                .param("subject", subject)
                .query(UUID.class)
                .optional();
    }
}
