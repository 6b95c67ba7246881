package dev.frontrow.seating;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.catalog.SeatAvailability.Left;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;

/// What is left of performances, for pages that many look at. However many ask at once, each performance is counted
/// once within the lag that they allow: on its board, or else in the rows. Thread-safe.
@Component
public class SeatsLeft {

    private static final int PERFORMANCES_CACHED_MAX = 10_000;

    /// A count that is done, or that one of its callers makes while the others wait.
    private record Count(Instant begun, CompletableFuture<Left> left) {

        /// The absolute difference also covers a clock that was set back: a count must not be used for too long.
        boolean isWithin(Duration lag, Instant now) {
            return !left.isDone() || Duration.between(begun, now).abs().compareTo(lag) < 0;
        }
    }

    private final SeatBoards boards;
    private final SeatRows rows;
    private final InstantSource clock;
    private final Cache<Long, Count> counts =
            Caffeine.newBuilder().maximumSize(PERFORMANCES_CACHED_MAX).build();

    SeatsLeft(SeatBoards boards, SeatRows rows, InstantSource clock) {
        this.boards = boards;
        this.rows = rows;
        this.clock = clock;
    }

    /// What is left of each of these performances, counted at most `lagMax` ago. Must not be called in a transaction.
    public Map<Long, Left> of(Collection<Long> performanceIds, Duration lagMax) {
        Instant now = clock.instant();
        Map<Long, Count> all = new LinkedHashMap<>();
        Map<Long, Count> mine = new LinkedHashMap<>();
        for (Long performanceId : performanceIds) {
            var next = new Count(now, new CompletableFuture<>());
            Count count = counts.asMap()
                    .compute(performanceId, (_, known) -> known != null && known.isWithin(lagMax, now) ? known : next);
            all.put(performanceId, count);
            if (count == next) {
                mine.put(performanceId, count);
            }
        }
        // Before waiting for others, who may wait for these.
        count(mine, now);
        Map<Long, Left> left = new LinkedHashMap<>();
        all.forEach((performanceId, count) -> left.put(performanceId, await(count)));
        return left;
    }

    private void count(Map<Long, Count> mine, Instant now) {
        try {
            List<Long> withoutBoard = new ArrayList<>();
            mine.forEach((performanceId, count) -> boards.count(List.of(performanceId))
                    .ifPresentOrElse(
                            seats -> count.left().complete(seats.left()), () -> withoutBoard.add(performanceId)));
            if (!withoutBoard.isEmpty()) {
                Map<Long, Left> found = rows.countLeft(withoutBoard, now);
                withoutBoard.forEach(performanceId -> Objects.requireNonNull(mine.get(performanceId))
                        .left()
                        .complete(found.getOrDefault(performanceId, Left.NOTHING)));
            }
        } catch (RuntimeException | Error failure) {
            mine.forEach((performanceId, count) -> {
                counts.asMap().remove(performanceId, count);
                count.left().completeExceptionally(failure);
            });
            throw failure;
        }
    }

    private static Left await(Count count) {
        try {
            return count.left().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
