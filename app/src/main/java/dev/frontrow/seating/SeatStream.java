package dev.frontrow.seating;

import dev.frontrow.catalog.AdmissionCheck;
import dev.frontrow.identity.ClientNetwork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One connection that follows a board. It keeps only its position in the board's journal. It writes on its own
/// virtual thread, which blocks while the reader is slow.
final class SeatStream {

    private static final Duration LOOK_AROUND_EVERY = Duration.ofSeconds(1);
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADMISSION_OVER =
            "event: end\ndata: {\"code\":\"admission-over\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] SIGNED_OUT =
            "event: end\ndata: {\"code\":\"unauthenticated\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    private final long performanceId;
    private final SeatBoards boards;
    private final Runnable onNews;
    private final InstantSource clock;
    private final AdmissionCheck admission;
    private volatile boolean closed;
    private volatile @Nullable SeatBoard board;
    private volatile @Nullable SeatJournal journal;
    private volatile @Nullable Thread thread;
    private volatile long position;
    private volatile boolean writing;
    private long writtenNanos;

    SeatStream(Subscription subscription, SeatBoards boards, Runnable onNews, InstantSource clock) {
        performanceId = subscription.performanceId();
        admission = subscription.admission();
        this.boards = boards;
        this.onNews = onNews;
        this.clock = clock;
    }

    /// @param admission checked again and again; the stream ends with it
    record Subscription(long performanceId, UUID buyerId, ClientNetwork client, AdmissionCheck admission) {}

    long performanceId() {
        return performanceId;
    }

    @Nullable
    SeatBoard board() {
        return board;
    }

    /// Writes until the session or the admission ends, the server stops or the reader is gone.
    void writeTo(OutputStream out, @Nullable String lastEventId) throws IOException {
        thread = Thread.currentThread();
        SeatJournal following = begin(out, lastEventId);
        while (!closed) {
            if (!admission.isStillSignedIn()) {
                write(out, SIGNED_OUT);
                return;
            }
            if (following.isEnded()) {
                following = begin(out, null);
            }
            SeatJournal.Next next = following.after(position);
            if (next.lost()) {
                following = begin(out, null);
            } else if (next.bytes().length > 0) {
                write(out, next.bytes());
                position = next.position();
            } else if (admission.isStillAdmitted()) {
                waitForNews(out);
            } else {
                write(out, ADMISSION_OVER);
                return;
            }
        }
    }

    /// Starts with a list, unless the reader's last event suffices to continue with changes.
    private SeatJournal begin(OutputStream out, @Nullable String lastEventId) throws IOException {
        SeatBoard seats = boards.fresh(performanceId);
        SeatJournal started = seats.journal(clock.instant(), onNews);
        board = seats;
        journal = started;
        OptionalLong from = started.positionAfter(lastEventId);
        // Taken before the list is built: a change may be sent twice, but none is lost.
        position = from.orElse(started.endPosition());
        if (from.isEmpty()) {
            long version = seats.version();
            byte[] list = seats.page(null, false, clock.instant()).json();
            write(out, SeatJournal.frame("snapshot", seats.eventId(version), list));
        }
        return started;
    }

    private void waitForNews(OutputStream out) throws IOException {
        if (System.nanoTime() - writtenNanos > HEARTBEAT_NANOS) {
            write(out, HEARTBEAT);
        }
        LockSupport.parkNanos(this, LOOK_AROUND_EVERY.toNanos());
    }

    private void write(OutputStream out, byte[] bytes) throws IOException {
        writing = true;
        out.write(bytes);
        out.flush();
        writing = false;
        writtenNanos = System.nanoTime();
    }

    void wakeIfBehind() {
        SeatJournal following = journal;
        if (following != null && (following.endPosition() > position || following.isEnded())) {
            LockSupport.unpark(thread);
        }
    }

    void close() {
        closed = true;
        Thread running = thread;
        if (writing && running != null) {
            // A slow reader may block the write for long.
            running.interrupt();
        }
        LockSupport.unpark(running);
    }
}
