package dev.frontrow.seating;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.SeatMap;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// The boards of the performances that were looked at last. What this process commits shows at once, what others commit
/// within a second. A board answers lists and refuses seats that are surely taken; who gets a seat is the database's to
/// say. Performances must exist. Thread-safe.
@Component
public class SeatBoards {

    private static final Logger LOG = LoggerFactory.getLogger(SeatBoards.class);

    /// About 350 bytes each once all lists were asked for.
    private static final int SEATS_KEPT_MAX = 500_000;

    /// Nobody waits for them, and a large house keeps a core for some milliseconds: never both of a small machine.
    private static final int READINGS_AHEAD_MAX =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /// Listed and compressed within some 100 microseconds.
    private static final int SEATS_LISTED_AT_ONCE_MAX = 200;

    private final InstantSource clock;
    private final LoadingCache<Long, RefreshingBoard> boards;
    private final Semaphore readingsAhead = new Semaphore(READINGS_AHEAD_MAX);

    SeatBoards(Catalog catalog, SeatRows rows, JsonMapper json, InstantSource clock) {
        this.clock = clock;
        // A board is empty when it gets here, and read only then. Were it the other way round, a change could commit
        // after the reading and find no board that it could be told to.
        boards = Caffeine.newBuilder()
                .maximumWeight(SEATS_KEPT_MAX)
                .weigher((Long _, RefreshingBoard board) -> 1 + board.seats().size())
                .removalListener((@Nullable Long _, @Nullable RefreshingBoard board, RemovalCause _) -> {
                    if (board != null) {
                        board.seats().retire();
                    }
                })
                .build(id -> {
                    SeatMap map = catalog.seatMap(id);
                    return new RefreshingBoard(id, new SeatBoard(map, new SeatJson(id, map, json)), rows, clock);
                });
    }

    /// The list as it is now. Reads the database where the board is too old, and so must not be called in a
    /// transaction.
    ///
    /// @param wanted   the only status to list; null lists every seat
    /// @param withGzip whether the caller can use the compressed copy
    SeatPage page(long performanceId, @Nullable SeatStatus wanted, boolean withGzip) {
        return fresh(performanceId).page(wanted, withGzip, clock.instant());
    }

    /// The list of all seats without waiting for anything: empty where the board is not fresh, or has so
    /// many seats that a list that is not made yet would keep its caller.
    Optional<SeatPage> pageAtOnce(long performanceId, boolean withGzip) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board == null || !board.isFresh()) {
            return Optional.empty();
        }
        if (board.isDueSoon()) {
            readAhead(performanceId);
        }
        Instant now = clock.instant();
        return Optional.ofNullable(
                board.seats().size() <= SEATS_LISTED_AT_ONCE_MAX
                        ? board.seats().page(null, withGzip, now)
                        : board.seats().madePage(null, withGzip, now));
    }

    /// What is left of the performances, if all of them have a board: to read those anew that are
    /// too old costs a third of counting the rows, and serves whoever looks at the seats next. For
    /// whoever only counts no board is made. Not for use in a transaction.
    public Optional<SeatCount> count(Collection<Long> performanceIds) {
        SeatCount count = SeatCount.NOTHING;
        for (Long performanceId : performanceIds) {
            RefreshingBoard board = boards.getIfPresent(performanceId);
            if (board == null) {
                return Optional.empty();
            }
            count = count.plus(board.fresh().count(clock.instant()));
        }
        return Optional.of(count);
    }

    /// Those of the seats that are surely taken. An empty list promises nothing. Costs no statement; where the board is
    /// too old to be sure, it is read anew by somebody else.
    public List<String> takenAmong(long performanceId, Collection<String> labels) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board == null || board.isDueSoon()) {
            readAhead(performanceId);
        }
        return board != null && board.isFresh() ? board.seats().takenAmong(labels, clock.instant()) : List.of();
    }

    /// Places in the seat map that are free, where the board is fresh enough to know. Costs no statement.
    public Optional<BitSet> freeAtOnce(long performanceId) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board == null || board.isDueSoon()) {
            readAhead(performanceId);
        }
        return board != null && board.isFresh() ? Optional.of(board.seats().free(clock.instant())) : Optional.empty();
    }

    /// The same, after reading the database where the board is too old; so not for use in a transaction.
    public BitSet free(long performanceId) {
        return fresh(performanceId).free(clock.instant());
    }

    /// The same in words, after reading the database where the board is too old.
    public Set<String> freeLabels(long performanceId) {
        return fresh(performanceId).freeLabels(clock.instant());
    }

    /// The boards follow what the caller's transaction has changed, when and only when it commits.
    public void follow(Collection<SeatChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<SeatChange> made = List.copyOf(changes);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    apply(made);
                } else if (status == STATUS_UNKNOWN) {
                    made.forEach(change -> boards.invalidate(change.performanceId()));
                }
            }
        });
    }

    private void apply(List<SeatChange> made) {
        made.stream().collect(Collectors.groupingBy(SeatChange::performanceId)).forEach((performanceId, changes) -> {
            RefreshingBoard board = boards.getIfPresent(performanceId);
            if (board != null) {
                board.seats().apply(changes);
            }
        });
    }

    void warm(long performanceId) {
        fresh(performanceId);
    }

    /// The board, for whoever goes on to follow it. Reads the database where it is too old.
    SeatBoard fresh(long performanceId) {
        RefreshingBoard board = boards.get(performanceId);
        SeatBoard seats = board.fresh();
        if (board.isDueSoon()) {
            readAhead(performanceId);
        }
        return seats;
    }

    /// For those who follow a board and never ask for a list: other processes and hands change seats as well.
    void keepUp(long performanceId) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board != null && !board.isFresh()) {
            readAhead(performanceId);
        }
    }

    /// So that in a rush nobody waits for a reading. Skipped where enough of them run: somebody will ask again.
    private void readAhead(long performanceId) {
        if (!readingsAhead.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("seat-board-" + performanceId).start(() -> {
            try {
                boards.get(performanceId).refresh();
            } catch (RuntimeException e) {
                LOG.debug("The seats of performance {} could not be read ahead", performanceId, e);
            } finally {
                readingsAhead.release();
            }
        });
    }
}
