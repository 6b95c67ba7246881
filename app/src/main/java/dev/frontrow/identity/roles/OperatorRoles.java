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

    private final JdbcClient jdbc;
    private final Cache<UUID, OperatorRole> lastKnown =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    OperatorRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty for those who are no operators, or no more. While the database is away it is the role that was read last:
    /// nothing can be changed then, and the operator should still see how the sale stands.
    public Optional<OperatorRole> of(UUID buyerId) {
        try {
            Optional<OperatorRole> role = jdbc.sql("""
                            select role
                            from identity.operator
                            where buyer_id = :buyerId and active
                            """)
                    .param("buyerId", buyerId)
                    .query(OperatorRole.class)
                    .optional();
            role.ifPresentOrElse(read -> lastKnown.put(buyerId, read), () -> lastKnown.invalidate(buyerId));
            return role;
        } catch (DataAccessException away) {
            return Optional.ofNullable(lastKnown.getIfPresent(buyerId));
        }
    }
}
