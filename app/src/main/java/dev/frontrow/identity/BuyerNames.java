package dev.frontrow.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// The names of buyers, for pages that say who is signed in. A username never changes, so it is read once;
/// that of a deleted account is forgotten here at once, and elsewhere within an hour. Thread-safe.
@Component
public class BuyerNames {

    private static final int KEPT_MAX = 10_000;
    private static final Duration KEPT = Duration.ofHours(1);

    private final Buyers buyers;
    private final Cache<UUID, Optional<String>> names =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

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

    /// Of a deleted account.
    public void forget(UUID buyerId) {
        names.invalidate(buyerId);
    }
}
