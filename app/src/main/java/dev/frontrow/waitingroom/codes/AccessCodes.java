package dev.frontrow.waitingroom.codes;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.database.Timestamps;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.text.ReadableCode;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// The table of access codes. Thread-safe.
@Repository
public class AccessCodes {

    private static final int GENERATED_GROUPS = 3;
    private static final int LETTERS_PER_GROUP = 4;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final CodeGuesses guesses;
    private final SecureRandom random = new SecureRandom();

    AccessCodes(JdbcClient jdbc, TransactionTemplate transaction, AuditLog audit, CodeGuesses guesses) {
        this.guesses = guesses;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
    }

    /// Creates the given codes, which must be normalized and distinct, plus `generated` random ones. All or
    /// nothing.
    NewCodesOutcome create(long concertId, Collection<String> own, int generated, int usesMax, Instant now) {
        Set<String> codes = new LinkedHashSet<>(own);
        while (codes.size() < own.size() + generated) {
            codes.add(generate());
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            Set<String> made = insert(concertId, codes, usesMax, now);
            if (made.size() < codes.size()) {
                status.setRollbackOnly();
                return new NewCodesOutcome.Exist(
                        codes.stream().filter(code -> !made.contains(code)).toList());
            }
            audit.record(
                    Action.ACCESS_CODES_CREATED,
                    subject(concertId),
                    null,
                    Map.of("codes", codes.size(), "generated", generated, "usesMax", usesMax));
            return new NewCodesOutcome.Made(codes.stream()
                    .map(code -> new AccessCode(code, usesMax, 0, false))
                    .toList());
        }));
    }

    private Set<String> insert(long concertId, Set<String> codes, int usesMax, Instant now) {
        return new HashSet<>(jdbc.sql("""
                        insert into waitingroom.access_code (concert_id, code, uses_max, created_at)
                        select :concertId, c.code, :usesMax, :now
                        from unnest(:codes::text[]) as c (code)
                        on conflict (concert_id, code) do nothing
                        returning code
                        """)
                .param("concertId", concertId)
                .param("usesMax", usesMax)
                .param("now", Timestamps.of(now))
                // Sorted, so that parallel inserts of the same codes cannot deadlock.
                .param("codes", codes.stream().sorted().toArray(String[]::new))
                .query((row, _) -> row.getString("code"))
                .list());
    }

    private String generate() {
        return Stream.generate(() -> ReadableCode.random(LETTERS_PER_GROUP, random))
                .limit(GENERATED_GROUPS)
                .collect(Collectors.joining("-"));
    }

    /// A page of the concert's codes in alphabetical order; the last code is the cursor of the next page.
    List<AccessCode> page(long concertId, @Nullable String after, int limit) {
        return jdbc.sql("""
                        select code, uses_max, uses, revoked
                        from waitingroom.access_code
                        where concert_id = :concertId and code > :after
                        order by code
                        limit :limit
                        """)
                .param("concertId", concertId)
                .param("after", Objects.requireNonNullElse(after, ""))
                .param("limit", limit)
                .query((row, _) -> accessCode(row))
                .list();
    }

    /// Revokes a code; buyers who joined with it stay in line. False if the code is unknown.
    boolean revoke(long concertId, String code) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            int revoked = jdbc.sql("""
                            update waitingroom.access_code
                            set revoked = true
                            where concert_id = :concertId and code = :code
                            """)
                    .param("concertId", concertId)
                    .param("code", code)
                    .update();
            if (revoked == 1) {
                audit.record(Action.ACCESS_CODE_REVOKED, subject(concertId), null, Map.of("code", code));
            }
            return revoked == 1;
        }));
    }

    private static String subject(long concertId) {
        return "concert " + concertId;
    }

    /// What [#redeem] would return now, without using the code. Limits guesses per buyer and network.
    public RedeemOutcome look(long concertId, String typed, UUID buyerId, @Nullable ClientNetwork network) {
        return guesses.look(buyerId, network, () -> look(concertId, typed));
    }

    private RedeemOutcome look(long concertId, String typed) {
        return AccessCode.normalized(typed)
                .flatMap(code -> find(concertId, code))
                .<RedeemOutcome>map(found -> found.revoked()
                        ? new RedeemOutcome.Revoked()
                        : found.uses() < found.usesMax() ? new RedeemOutcome.Redeemed() : new RedeemOutcome.UsedUp())
                .orElseGet(RedeemOutcome.Unknown::new);
    }

    /// Uses a code once; a rollback of the caller's transaction undoes it. The code's row stays locked until that
    /// transaction ends, so a caller that redeems several codes must take them in one order.
    @Transactional(propagation = Propagation.MANDATORY)
    public RedeemOutcome redeem(long concertId, String typed) {
        Optional<String> code = AccessCode.normalized(typed);
        if (code.isEmpty()) {
            return new RedeemOutcome.Unknown();
        }
        int redeemed = jdbc.sql("""
                        update waitingroom.access_code
                        set uses = uses + 1
                        where concert_id = :concertId and code = :code and uses < uses_max and not revoked
                        """)
                .param("concertId", concertId)
                .param("code", code.get())
                .update();
        return redeemed == 1 ? new RedeemOutcome.Redeemed() : refusal(concertId, code.get());
    }

    private RedeemOutcome refusal(long concertId, String code) {
        return find(concertId, code)
                .<RedeemOutcome>map(found -> found.revoked() ? new RedeemOutcome.Revoked() : new RedeemOutcome.UsedUp())
                .orElseGet(RedeemOutcome.Unknown::new);
    }

    private Optional<AccessCode> find(long concertId, String code) {
        return jdbc.sql("""
                        select code, uses_max, uses, revoked
                        from waitingroom.access_code
                        where concert_id = :concertId and code = :code
                        """)
                .param("concertId", concertId)
                .param("code", code)
                .query((row, _) -> accessCode(row))
                .optional();
    }

    private static AccessCode accessCode(ResultSet row) throws SQLException {
        return new AccessCode(
                row.getString("code"), row.getInt("uses_max"), row.getInt("uses"), row.getBoolean("revoked"));
    }
}
