package dev.frontrow.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// The names of buyers, for pages that say who is signed in. A username never changes, so it is read once.
/// Thread-safe.
@Component
public class BuyerNames {

    private static final int KEPT_MAX = 10_000;

    private final Buyers buyers;
    private final Cache<UUID, Optional<String>> names =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    BuyerNames(Buyers buyers) {
        this.buyers = buyers;
    }

    /// Empty for buyers of an outside issuer, and while the database is away: a page does without a name.
    public Optional<String> of(UUID buyerId) {
        try {
            return names.get(buyerId, buyers::username);
        } catch (DataAccessException away) {
            return Optional.empty();
        }
    }
}
