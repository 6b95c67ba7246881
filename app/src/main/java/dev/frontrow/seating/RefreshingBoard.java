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

/// A board that is kept up with the database. Other processes and hands change seats as well, so rows are read anew
/// when the last reading is too old; whoever else asks meanwhile waits for the same reading, and shares its failure.
/// Of a board that is looked at all the time only those are read that have changed since the last reading; the numbers
/// of transactions tell. Thread-safe.
public final class RefreshingBoard {

    /// Nobody is served a state that is as old as this.
    public static final Duration AGE_MAX = Duration.ofSeconds(1);

    /// Leaves a reading of the largest house twice what it takes, rests included.
    private static final Duration READ_AHEAD_FROM = AGE_MAX.multipliedBy(3).dividedBy(4);
    private static final int READINGS_MAX = 2;

    /// A board that nobody looked at for so long is read as a whole. So none has to rely on a reading from before the
    /// database was replaced by a copy of itself, whose transactions have other numbers.
    static final Duration CHANGES_SUFFICE = Duration.ofSeconds(10);

    /// PostgreSQL reads so many in a millisecond.
    static final int PART_SEATS = 2_500;

    /// It looks through so many for those that have changed in little more than that.
    static final int CHANGES_PART_SEATS = 3 * PART_SEATS;

    private static final Duration REST = Duration.ofMillis(10);

    private final long performanceId;
    private final SeatBoard seats;
    private final SeatRows rows;
    private final InstantSource clock;
    private final AtomicReference<@Nullable CompletableFuture<Void>> running = new AtomicReference<>();
    private volatile @Nullable Instant readAt;

    /// What transactions before this one have committed is on the board.
    private long oldestUnread;

    private volatile boolean awaited;

    RefreshingBoard(long performanceId, SeatBoard seats, SeatRows rows, InstantSource clock) {
        this.performanceId = performanceId;
        this.seats = seats;
        this.rows = rows;
        this.clock = clock;
    }

    /// The board as it is, however old.
    SeatBoard seats() {
        return seats;
    }

    boolean isFresh() {
        return isReadWithin(AGE_MAX);
    }

    boolean isDueSoon() {
        return !isReadWithin(READ_AHEAD_FROM);
    }

    /// Also where the clock was set back a reading is not fresh for longer than it should be.
    private boolean isReadWithin(Duration age) {
        Instant read = readAt;
        return read != null && Duration.between(read, clock.instant()).abs().compareTo(age) < 0;
    }

    /// The board, read anew if need be. A reading that began after the call is fresh enough, however long it took.
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

    /// Reads the board anew before anybody has to wait for it: with rests in between, for a large house would
    /// keep a core from those who buy for longer than they notice.
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
            // Another reading may have ended between the caller's look and this one.
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
        long oldestRunning = rows.oldestRunning();
        if (isReadWithin(CHANGES_SUFFICE)) {
            readParts(
                    CHANGES_PART_SEATS,
                    withRests,
                    (from, to) ->
                            seats.applyRead(rows.changedSince(oldestUnread, performanceId, seats.seatMap(), from, to)));
        } else {
            readParts(
                    PART_SEATS,
                    withRests,
                    (from, to) -> seats.applyRead(rows.part(performanceId, seats.seatMap(), from, to)));
        }
        oldestUnread = oldestRunning;
        readAt = begun;
    }

    private void readParts(int size, boolean withRests, Part part) {
        for (int from = 0; from < seats.size(); from += size) {
            if (from > 0 && withRests && !awaited) {
                LockSupport.parkNanos(REST.toNanos());
            }
            part.read(from, Math.min(from + size, seats.size()));
        }
    }

    private interface Part {

        /// @param to the index after the last seat's
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
