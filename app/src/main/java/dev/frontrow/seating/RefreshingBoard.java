package dev.frontrow.seating;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// A board that is kept up to date with the database. Other processes and manual SQL change seats too, so the
/// rows are reread when the last reading is too old. Concurrent callers share one reading and its failure. A
/// board in constant use rereads only the rows changed since the last reading, found by their transaction ids.
/// Thread-safe.
public final class RefreshingBoard {

    /// A board this old is reread before it is used.
    public static final Duration AGE_MAX = Duration.ofSeconds(1);

    /// From this age on a board is reread ahead of time. On a busy machine of two cores, the changes of 100,000 places
    /// take some 80 ms, pauses included, and all of them some 130 ms. So this leaves at least about twice that.
    private static final Duration READ_AHEAD_FROM = AGE_MAX.multipliedBy(3).dividedBy(4);
    private static final int READINGS_MAX = 2;

    /// A board not read for this long is read as a whole, and so is one that was read before a crash of PostgreSQL.
    /// So no board relies on a reading from before the database was replaced by a copy, whose transaction ids
    /// differ.
    static final Duration CHANGES_SUFFICE = Duration.ofSeconds(10);

    /// PostgreSQL reads this many in about a millisecond.
    static final int PART_SEATS = 2_500;

    /// PostgreSQL scans this many for changed rows in little more than a millisecond.
    static final int CHANGES_PART_SEATS = 3 * PART_SEATS;

    private static final Duration REST_MAX = Duration.ofMillis(10);

    /// All pauses of one reading together: a house of many parts has shorter ones.
    static final Duration RESTS_MAX = Duration.ofMillis(50);

    private final long performanceId;
    private final SeatBoard seats;
    private final SeatRows rows;
    private final InstantSource clock;
    private final AtomicReference<@Nullable CompletableFuture<Void>> running = new AtomicReference<>();
    private volatile @Nullable Instant readAt;

    /// The board has everything that was committed then.
    private SeatRows.@Nullable Moment read;

    private volatile boolean awaited;

    RefreshingBoard(long performanceId, SeatBoard seats, SeatRows rows, InstantSource clock) {
        this.performanceId = performanceId;
        this.seats = seats;
        this.rows = rows;
        this.clock = clock;
    }

    /// The current board, however old.
    SeatBoard seats() {
        return seats;
    }

    boolean isFresh() {
        return isReadWithin(AGE_MAX);
    }

    boolean isDueSoon() {
        return !isReadWithin(READ_AHEAD_FROM);
    }

    /// The absolute difference also covers a clock that was set back: a reading must not count as fresh for too
    /// long.
    private boolean isReadWithin(Duration age) {
        Instant read = readAt;
        return read != null && Duration.between(read, clock.instant()).abs().compareTo(age) < 0;
    }

    /// The board, reread first if it is too old. A reading that began after this call counts as fresh, however
    /// long it took.
    SeatBoard fresh() {
        Instant asked = clock.instant();
        for (int i = 0; i < READINGS_MAX && !isFresh() && !isReadSince(asked); i++) {
            readOrWait(false);
        }
        return seats;
    }

    private boolean isReadSince(Instant asked) {
        Instant read = readAt;
        return read != null && !read.isBefore(asked);
    }

    /// Rereads the board ahead of time. Pauses between parts, so that a large house does not occupy a core for
    /// long; the pauses stop once a caller waits for the reading.
    void refresh() {
        readOrWait(true);
    }

    private void readOrWait(boolean ahead) {
        var mine = new CompletableFuture<Void>();
        CompletableFuture<Void> others = running.compareAndExchange(null, mine);
        if (others != null) {
            if (!ahead) {
                awaited = true;
            }
            await(others);
            return;
        }
        try {
            // Another reading may have ended since the caller checked.
            if (isDueSoon()) {
                read(ahead);
            }
            awaited = false;
            running.set(null);
            mine.complete(null);
        } catch (RuntimeException | Error failure) {
            running.set(null);
            mine.completeExceptionally(failure);
            throw failure;
        }
    }

    private void read(boolean withRests) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction would read what it may yet roll back");
        }
        Instant begun = clock.instant();
        long hints = seats.hintsSoFar();
        SeatRows.Moment before = read;
        SeatRows.Moment now = rows.moment();
        if (before != null && now.isOfSameRunAs(before) && isReadWithin(CHANGES_SUFFICE)) {
            readParts(
                    CHANGES_PART_SEATS,
                    withRests,
                    (from, to) -> seats.applyRead(rows.changedSince(before, performanceId, seats.seatMap(), from, to)));
        } else {
            readParts(
                    PART_SEATS,
                    withRests,
                    (from, to) -> seats.applyRead(rows.part(performanceId, seats.seatMap(), from, to)));
        }
        seats.settle(hints);
        read = now;
        readAt = begun;
    }

    private void readParts(int size, boolean withRests, Part part) {
        long rest = rest(seats.size(), size).toNanos();
        for (int from = 0; from < seats.size(); from += size) {
            if (from > 0 && withRests && !awaited) {
                LockSupport.parkNanos(rest);
            }
            part.read(from, Math.min(from + size, seats.size()));
        }
    }

    /// The pause between two parts of this size.
    static Duration rest(int seats, int size) {
        Duration share = RESTS_MAX.dividedBy(Math.max(1, (seats - 1) / size));
        return share.compareTo(REST_MAX) < 0 ? share : REST_MAX;
    }

    private interface Part {

        /// @param to index after the last seat
        void read(int from, int to);
    }

    private static void await(CompletableFuture<Void> reading) {
        try {
            reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
