package dev.frontrow.identity.roles;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The roles of operators. Each call of an operator reads theirs anew, so that a change counts at once on every node.
/// Thread-safe.
@Repository
public class OperatorRoles {

    private static final int KEPT_MAX = 1_000;

    private record Known(OperatorRole role, boolean secondFactor, boolean confirmed) {}

    private final JdbcClient jdbc;
    private final FactorSettings settings;
    private final Cache<UUID, Standing> lastKnown =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    OperatorRoles(JdbcClient jdbc, FactorSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// Empty for those who are no operators, or no more. While the database is away it is what was read last of the
    /// session, without any right to change something: the operator should still see how the sale stands.
    ///
    /// @param generation of the session
    public Optional<Standing> of(UUID buyerId, UUID sessionId, int generation) {
        try {
            Optional<Standing> standing = read(buyerId, sessionId, generation);
            standing.ifPresentOrElse(known -> lastKnown.put(sessionId, known), () -> lastKnown.invalidate(sessionId));
            return standing;
        } catch (DataAccessException away) {
            return Optional.ofNullable(lastKnown.getIfPresent(sessionId)).map(Standing::whileUnread);
        }
    }

    /// Also whether the session was ended elsewhere a moment ago: memory hears of that a little later.
    private Optional<Standing> read(UUID buyerId, UUID sessionId, int generation) {
        return jdbc.sql("""
                        select
                            o.role,
                            coalesce(f.active, false) as second_factor,
                            exists (
                                select
                                from identity.confirmed_session c
                                where c.session_id = :sessionId and c.buyer_id = o.buyer_id) as confirmed
                        from identity.operator o
                        join identity.buyer b using (buyer_id)
                        left join identity.second_factor f using (buyer_id)
                        where o.buyer_id = :buyerId and o.active and b.generation <= :generation
                            and not exists (select from identity.ended_session e where e.session_id = :sessionId)
                        """)
                .param("buyerId", buyerId)
                .param("sessionId", sessionId)
                .param("generation", generation)
                .query(Known.class)
                .optional()
                .map(known ->
                        Standing.of(known.role(), known.secondFactor() ? known.confirmed() : !settings.required()));
    }
}
