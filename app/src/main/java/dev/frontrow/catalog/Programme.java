package dev.frontrow.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// All concerts by date: first the coming ones, the next one first; then the past ones, the last one first. The
/// order is kept for a moment, since every visitor asks for it. Thread-safe.
@Component
class Programme {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Concerts concerts;
    private final InstantSource clock;
    private final AtomicLong additions = new AtomicLong();
    private volatile @Nullable Order order;

    Programme(Concerts concerts, InstantSource clock) {
        this.concerts = concerts;
        this.clock = clock;
    }

    private record Order(List<Long> concertIds, long additions, Instant readAt) {

        boolean stands(long additionsNow, Instant now) {
            return additions == additionsNow && !now.isBefore(readAt) && now.isBefore(readAt.plus(KEPT));
        }
    }

    /// @param after where the page before this one ended; 0 for the first
    List<Long> page(long after, int limit) {
        List<Long> all = order().concertIds();
        int place = all.indexOf(after);
        if (place < 0 && after != 0) {
            return List.of();
        }
        return all.subList(place + 1, Math.min(all.size(), place + 1 + limit));
    }

    /// To be called once a new concert is there for everybody.
    void added() {
        additions.incrementAndGet();
    }

    private Order order() {
        Order known = order;
        return known != null && known.stands(additions.get(), clock.instant()) ? known : read();
    }

    private synchronized Order read() {
        long before = additions.get();
        Instant now = clock.instant();
        Order known = order;
        if (known != null && known.stands(before, now)) {
            return known;
        }
        Order read = new Order(List.copyOf(concerts.byDate(now)), before, now);
        order = read;
        return read;
    }
}
