package dev.frontrow.seating;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.ConcertFollower;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.database.AfterCommit;
import dev.frontrow.news.News;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The boards of the most recently used performances. Commits of this process show at once, those of other nodes
/// as soon as they hint at them, and any change within a second. A board answers lists and refuses seats that are
/// surely taken. It grants nothing: the database decides who gets a seat. Performances must exist. Thread-safe.
@Component
public class SeatBoards implements ConcertFollower {

    private static final Logger LOG = LoggerFactory.getLogger(SeatBoards.class);

    /// A seat takes about 350 bytes once all lists were requested, and 300 in the seat map. A place of an area takes
    /// less than half of both.
    private static final int SEATS_KEPT_MAX = 500_000;
    private static final int PLACES_PER_SEAT = 2;

    /// Limits background readings to half of the cores: a large house occupies a core for some milliseconds.
    private static final int READINGS_AHEAD_MAX =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /// Up to this size a list is built and compressed within about 100 microseconds.
    private static final int SEATS_LISTED_AT_ONCE_MAX = 200;

    /// A frozen sale changes thousands of seats in one transaction.
    private static final int HINTED_AT_ONCE_MAX = 2_000;

    private final InstantSource clock;
    private final LoadingCache<Long, RefreshingBoard> boards;
    private final News news;
    private final Semaphore readingsAhead = new Semaphore(READINGS_AHEAD_MAX);

    SeatBoards(Catalog catalog, SeatRows rows, JsonMapper json, InstantSource clock, News news) {
        this.clock = clock;
        this.news = news;
        // A board enters the cache empty and is read afterwards. Reading it first would lose a change that
        // commits between the reading and the insertion.
        boards = Caffeine.newBuilder()
                .maximumWeight(SEATS_KEPT_MAX)
                .weigher((Long _, RefreshingBoard board) -> weight(board.seats().seatMap()))
                .removalListener((@Nullable Long _, @Nullable RefreshingBoard board, RemovalCause _) -> {
                    if (board != null) {
                        board.seats().retire();
                    }
                })
                .build(id -> {
                    SeatMap map = catalog.seatMap(id);
                    EventIds eventIds = news.isShared() ? EventIds.ofNewBoard() : EventIds.ALONE;
                    return new RefreshingBoard(
                            id, new SeatBoard(map, new SeatJson(id, map, json, eventIds)), rows, clock);
                });
    }

    private static int weight(SeatMap map) {
        int named = map.named().size();
        return 1 + named + (map.size() - named) / PLACES_PER_SEAT;
    }

    /// The current list. Reads the database if the board is too old, so it must not be called in a transaction.
    ///
    /// @param only     the only status to list; null lists every seat
    /// @param withGzip whether the caller can use the gzipped copy
    SeatPage page(long performanceId, @Nullable SeatStatus only, boolean withGzip) {
        return fresh(performanceId).page(only, withGzip, clock.instant());
    }

    /// The list of all seats without blocking. Empty if the board is not fresh, or if the list is not built yet
    /// and has too many seats to build it here.
    Optional<SeatPage> tryPage(long performanceId, boolean withGzip) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board == null || !board.isFresh()) {
            return Optional.empty();
        }
        if (board.isDueSoon()) {
            readAhead(performanceId);
        }
        Instant now = clock.instant();
        return Optional.ofNullable(
                board.seats().lines() <= SEATS_LISTED_AT_ONCE_MAX
                        ? board.seats().page(null, withGzip, now)
                        : board.seats().madePage(null, withGzip, now));
    }

    /// Counts what is left of these performances; empty unless each of them has a board. Rereading old boards
    /// costs a third of counting the rows and serves the next readers of the seats; counting alone creates no
    /// board. Must not be called in a transaction.
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

    /// Which of these seats are surely taken. An empty list proves nothing. Runs no statement in the caller; if
    /// the board is getting old, it is reread in the background.
    public List<String> takenAmong(long performanceId, Collection<String> labels) {
        SeatBoard seats = freshInMemory(performanceId);
        return seats == null ? List.of() : seats.takenAmong(labels, clock.instant());
    }

    /// The free places of an area; empty if the board is not fresh. Runs no statement in the caller.
    public OptionalInt tryFreeIn(long performanceId, String area) {
        SeatBoard seats = freshInMemory(performanceId);
        return seats == null ? OptionalInt.empty() : OptionalInt.of(seats.freeIn(area, clock.instant()));
    }

    /// Labels of free places of an area, as many as asked for or else all there are; empty if the board is not
    /// fresh. Runs no statement in the caller.
    public Optional<List<String>> tryPick(long performanceId, String area, int count) {
        SeatBoard seats = freshInMemory(performanceId);
        return seats == null ? Optional.empty() : Optional.of(seats.pick(area, count, clock.instant()));
    }

    /// The free places of an area. Reads the database if the board is too old, so it must not be called in a
    /// transaction.
    public int freeIn(long performanceId, String area) {
        return fresh(performanceId).freeIn(area, clock.instant());
    }

    /// Indexes in the seat map of the free seats; empty if the board is not fresh. Runs no statement in the caller.
    public Optional<BitSet> tryFree(long performanceId) {
        SeatBoard seats = freshInMemory(performanceId);
        return seats == null ? Optional.empty() : Optional.of(seats.free(clock.instant()));
    }

    /// The board, unless it is too old. If it is getting old, it is reread in the background.
    private @Nullable SeatBoard freshInMemory(long performanceId) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board == null || board.isDueSoon()) {
            readAhead(performanceId);
        }
        return board != null && board.isFresh() ? board.seats() : null;
    }

    /// Indexes in the seat map of the free seats. Reads the database if the board is too old, so it must not be called
    /// in a transaction.
    public BitSet free(long performanceId) {
        return fresh(performanceId).free(clock.instant());
    }

    /// Labels of the free seats. Reads the database if the board is too old, so it must not be called in a
    /// transaction.
    public Set<String> freeLabels(long performanceId) {
        return fresh(performanceId).freeLabels(clock.instant());
    }

    /// Applies these changes to the boards once the caller's transaction commits. If the outcome of the commit is
    /// unknown, the boards concerned are dropped and read again. Requires an active transaction.
    public void follow(Collection<SeatChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<SeatChange> made = List.copyOf(changes);
        AfterCommit.follow(() -> apply(made), () -> made.forEach(change -> boards.invalidate(change.performanceId())));
    }

    private void apply(List<SeatChange> made) {
        made.stream().collect(Collectors.groupingBy(SeatChange::performanceId)).forEach((performanceId, changes) -> {
            RefreshingBoard board = boards.getIfPresent(performanceId);
            if (board != null) {
                board.seats().apply(changes);
            }
            tellOthers(performanceId, changes);
        });
    }

    /// The first of very many are enough: other nodes reread their boards anyway.
    private void tellOthers(long performanceId, List<SeatChange> changes) {
        if (!news.isShared()) {
            return;
        }
        int told = Math.min(changes.size(), HINTED_AT_ONCE_MAX);
        for (int from = 0; from < told; from += SeatHintBody.CHANGES_MAX) {
            List<SeatChange> part = changes.subList(from, Math.min(from + SeatHintBody.CHANGES_MAX, told));
            news.hint(SeatHintBody.TOPIC, performanceId, SeatHintBody.write(part));
        }
    }

    /// Shows what another node claims to have committed, until the board is reread.
    void hint(long performanceId, Collection<SeatChange> told) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board != null) {
            board.seats().hint(told);
        }
    }

    /// Reads every board anew at its next use.
    void dropAll() {
        boards.invalidateAll();
    }

    @Override
    public void repriced(long performanceId) {
        boards.invalidate(performanceId);
    }

    void warm(long performanceId) {
        fresh(performanceId);
    }

    /// The board, for a stream that follows it. Reads the database if the board is too old.
    SeatBoard fresh(long performanceId) {
        RefreshingBoard board = boards.get(performanceId);
        SeatBoard seats = board.fresh();
        if (board.isDueSoon()) {
            readAhead(performanceId);
        }
        return seats;
    }

    /// Rereads an old board in the background, for streams, which never request a list: other processes and
    /// manual SQL change seats too.
    void keepUp(long performanceId) {
        RefreshingBoard board = boards.getIfPresent(performanceId);
        if (board != null && !board.isFresh()) {
            readAhead(performanceId);
        }
    }

    /// Rereads the board in the background. Skipped if enough readings run already; a later request tries again.
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
