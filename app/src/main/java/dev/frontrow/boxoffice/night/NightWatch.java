package dev.frontrow.boxoffice.night;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Makes one frame each second for a concert. All streams of the concert share it. Thread-safe.
class NightWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NightWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    /// A comment, which keeps the connection alive where no frame can be made.
    private static final byte[] NOTHING = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    /// A frame as an event.
    record Numbered(long number, byte[] bytes) {}

    private final long concertId;
    private final NightFrames frames;
    private final JsonMapper json;
    private volatile @Nullable Thread maker;
    private Numbered latest = new Numbered(0, NOTHING);
    private boolean ended;

    NightWatch(long concertId, NightFrames frames, JsonMapper json) {
        this.concertId = concertId;
        this.frames = frames;
        this.json = json;
    }

    void begin() {
        Thread thread = Thread.ofVirtual().name("night-" + concertId).unstarted(this::makeFrames);
        maker = thread;
        thread.start();
    }

    void end() {
        Thread stopped = maker;
        maker = null;
        LockSupport.unpark(stopped);
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    /// Waits for a frame after this one. Returns the latest at once if the watch has ended.
    synchronized Numbered after(long number) throws InterruptedException {
        while (latest.number() <= number && !ended) {
            wait();
        }
        return latest;
    }

    private void makeFrames() {
        while (Thread.currentThread() == maker) {
            long began = System.nanoTime();
            byte[] bytes = frame();
            synchronized (this) {
                latest = new Numbered(latest.number() + 1, bytes);
                notifyAll();
            }
            // A slow database is asked less often.
            long took = System.nanoTime() - began;
            LockSupport.parkNanos(this, Math.max(EVERY.toNanos() - took, took));
        }
    }

    private byte[] frame() {
        try {
            return frames.make(concertId)
                    .map(frame -> ("data: " + json.writeValueAsString(frame) + "\n\n").getBytes(StandardCharsets.UTF_8))
                    .orElse(NOTHING);
        } catch (RuntimeException failure) {
            LOG.warn("The night of concert {} misses a frame", concertId, failure);
            return NOTHING;
        }
    }
}
