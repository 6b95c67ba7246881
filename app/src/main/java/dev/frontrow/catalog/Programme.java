package dev.frontrow.catalog;

import dev.frontrow.catalog.Concerts.Dated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// All concerts by date: first the coming ones, the next one first; then the past ones, the last one first. A date is
/// that of the venue's time zone. The order is kept for a moment, since every visitor asks for it. Thread-safe.
@Component
class Programme {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Concerts concerts;
    private final ConcertSearch search;
    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Order order;

    Programme(Concerts concerts, ConcertSearch search, InstantSource clock) {
        this.concerts = concerts;
        this.search = search;
        this.clock = clock;
    }

    private record Order(List<Long> concertIds, long changes, Instant readAt) {

        boolean stands(long changesNow, Instant now) {
            return changes == changesNow && !now.isBefore(readAt) && now.isBefore(readAt.plus(KEPT));
        }
    }

    /// @param after where the page before this one ended; 0 for the first
    List<Long> page(String sought, long after, int limit) {
        List<Long> all = search.among(order().concertIds(), sought);
        int place = all.indexOf(after);
        if (place < 0 && after != 0) {
            return List.of();
        }
        return all.subList(place + 1, Math.min(all.size(), place + 1 + limit));
    }

    /// To be called once a new concert, or an edit of one, is there for everybody.
    void changed() {
        changes.incrementAndGet();
    }

    private Order order() {
        Order known = order;
        return known != null && known.stands(changes.get(), clock.instant()) ? known : read();
    }

    /// Sorted by day here and not by the database, which may not know every time zone that Java knows.
    private List<Long> inOrder(Instant now) {
        return concerts.byTime(now).stream()
                .sorted(Comparator.comparing(Dated::day, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(Dated::concertId)
                .toList();
    }

    private synchronized Order read() {
        long before = changes.get();
        Instant now = clock.instant();
        Order known = order;
        if (known != null && known.stands(before, now)) {
            return known;
        }
        Order read = new Order(inOrder(now), before, now);
        order = read;
        return read;
    }
}
