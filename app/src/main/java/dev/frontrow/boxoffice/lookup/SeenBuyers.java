package dev.frontrow.boxoffice.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.audit.Action;
import dev.frontrow.audit.Actor;
import dev.frontrow.audit.AuditLog;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down who read whose story: once an hour for each operator and buyer, on each node. Thread-safe.
@Component
class SeenBuyers {

    private static final int REMEMBERED_MAX = 10_000;
    private static final long HOUR_SECONDS = 3_600;

    private record Look(@Nullable UUID operator, UUID buyer, long hour) {}

    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Cache<Look, Boolean> looks =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    SeenBuyers(AuditLog audit, TransactionTemplate transaction, InstantSource clock) {
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Before the story is answered: what is not written down is not seen.
    void note(UUID buyerId) {
        long hour = clock.instant().getEpochSecond() / HOUR_SECONDS;
        Look look = new Look(Actor.current().id(), buyerId, hour);
        if (looks.getIfPresent(look) == null) {
            transaction.executeWithoutResult(_ -> audit.record(Action.LOOKED_UP, "buyer " + buyerId, null, null));
            looks.put(look, true);
        }
    }
}
