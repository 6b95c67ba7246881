package dev.frontrow.seating;

import dev.frontrow.cluster.Nodes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// All live seat streams, and the one thread that wakes them. The first change after a silence is sent at once.
/// In a rush, changes are collected for 20 to 250 ms, longer with more streams, which bounds the cost.
/// Thread-safe.
@Component
class SeatStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SeatStreams.class);

    /// How often the streams' boards are checked for expired holds.
    private static final Duration TICK = Duration.ofMillis(100);

    private static final long GATHERING_MILLIS_MIN = 20;
    private static final long GATHERING_MILLIS_MAX = 250;
    private static final int STREAMS_PER_GATHERING_MILLI = 10;

    /// Tells a reader to reconnect 2 s after a lost connection.
    private static final byte[] OPENING = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final SeatBoards boards;
    private final InstantSource clock;
    private final StreamPlaces places;
    private final Set<SeatStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean news = new AtomicBoolean();
    private volatile @Nullable Thread waker;

    SeatStreams(SeatBoards boards, SeatStreamSettings settings, InstantSource clock, Nodes nodes) {
        this.boards = boards;
        this.clock = clock;
        this.places = new StreamPlaces(settings.seatStreamsMax(), nodes::count);
    }

    /// Must be followed by [#open] if the outcome is TAKEN.
    StreamPlaces.Outcome takePlace(SeatStream.Subscription subscription) {
        return isRunning() ? places.take(subscription.client(), subscription.buyerId()) : StreamPlaces.Outcome.FULL;
    }

    /// Serves the stream asynchronously on its own virtual thread, then gives the place back.
    ///
    /// @param lastEventId that the reader has received, if any
    void open(
            SeatStream.Subscription subscription,
            @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AsyncContext answer;
        try {
            // Commits the response, so that filters on the way back cannot change its headers.
            response.getOutputStream().write(OPENING);
            response.flushBuffer();
            answer = request.startAsync(request, response);
        } catch (IOException | RuntimeException e) {
            giveBack(subscription);
            throw e;
        }
        answer.setTimeout(0);
        var stream = new SeatStream(subscription, boards, this::onNews, clock);
        streams.add(stream);
        if (!isRunning()) {
            stream.close();
        }
        Thread.ofVirtual()
                .name("seat-stream-" + subscription.performanceId())
                .start(() -> run(stream, subscription, lastEventId, answer));
        LockSupport.unpark(waker);
    }

    private void run(
            SeatStream stream,
            SeatStream.Subscription subscription,
            @Nullable String lastEventId,
            AsyncContext answer) {
        try {
            OutputStream out = answer.getResponse().getOutputStream();
            stream.writeTo(out, lastEventId);
        } catch (IOException _) {
            // The reader has disconnected, which is how most streams end.
        } catch (DataAccessException e) {
            LOG.debug("A stream of seats could not read its board; its reader will come back", e);
        } catch (RuntimeException e) {
            LOG.warn("A stream of seats has failed; its reader will come back", e);
        } finally {
            streams.remove(stream);
            giveBack(subscription);
            answer.complete();
        }
    }

    private void giveBack(SeatStream.Subscription subscription) {
        places.giveBack(subscription.client(), subscription.buyerId());
    }

    /// Called on the committing thread after each journal entry; must not block.
    private void onNews() {
        if (!news.getAndSet(true)) {
            LockSupport.unpark(waker);
        }
    }

    private void wakeStreams() {
        while (Thread.currentThread() == waker) {
            if (streams.isEmpty()) {
                LockSupport.park(this);
            } else if (news.getAndSet(false)) {
                streams.forEach(SeatStream::wakeIfBehind);
                gather();
            } else {
                lookAround();
                if (!news.get()) {
                    LockSupport.parkNanos(this, TICK.toNanos());
                }
            }
        }
    }

    private void lookAround() {
        try {
            streams.stream().map(SeatStream::board).distinct().forEach(board -> {
                if (board != null) {
                    board.noteOverdue(clock.instant());
                }
            });
            streams.stream().map(SeatStream::performanceId).distinct().forEach(boards::keepUp);
        } catch (RuntimeException e) {
            LOG.warn("Could not look for the ends of holds; trying again", e);
        }
    }

    private void gather() {
        long millis =
                Math.min(GATHERING_MILLIS_MAX, GATHERING_MILLIS_MIN + streams.size() / STREAMS_PER_GATHERING_MILLI);
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public void start() {
        waker = Thread.ofVirtual().name("seat-streams").unstarted(this::wakeStreams);
        waker.start();
    }

    /// Ends every stream before the web server waits for open requests. Readers reconnect to the next server.
    @Override
    public void stop() {
        Thread stopped = waker;
        waker = null;
        LockSupport.unpark(stopped);
        streams.forEach(SeatStream::close);
    }

    @Override
    public boolean isRunning() {
        return waker != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
