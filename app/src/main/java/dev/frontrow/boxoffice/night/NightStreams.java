package dev.frontrow.boxoffice.night;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// All open streams of nights. Those of one concert share its [NightWatch]. Each writes on a virtual thread of its own,
/// which blocks while its reader is slow. Thread-safe.
@Component
class NightStreams implements SmartLifecycle {

    /// A wall, a desk and a tablet, each with a tab too many.
    static final int OF_OPERATOR_MAX = 6;

    static final int ALL_MAX = 60;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

    private static final byte[] OPENING = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OVER =
            "event: end\ndata: {\"code\":\"unauthenticated\"}\n\n".getBytes(StandardCharsets.US_ASCII);

    private final NightWatches watches;
    private final Map<UUID, Integer> ofOperator = new ConcurrentHashMap<>();
    private volatile boolean running;
    private int all;

    NightStreams(NightWatches watches) {
        this.watches = watches;
    }

    /// Serves the stream until its reader is gone, their session ends, or the server stops.
    ///
    /// @param mayWatch asked before each frame
    void open(
            long concertId,
            UUID operatorId,
            BooleanSupplier mayWatch,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        takePlace(operatorId);
        AsyncContext answer;
        try {
            // Commits the response, so that filters on the way back cannot change its headers.
            response.getOutputStream().write(OPENING);
            response.flushBuffer();
            answer = request.startAsync(request, response);
        } catch (IOException | RuntimeException failure) {
            giveBack(operatorId);
            throw failure;
        }
        answer.setTimeout(0);
        Thread.ofVirtual().name("night-stream-" + concertId).start(() -> run(concertId, operatorId, mayWatch, answer));
    }

    private void run(long concertId, UUID operatorId, BooleanSupplier mayWatch, AsyncContext answer) {
        NightWatch watch = watches.join(concertId);
        try {
            write(watch, mayWatch, answer.getResponse().getOutputStream());
        } catch (IOException _) {
            // The reader has gone, which is how streams end.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            watches.leave(concertId);
            giveBack(operatorId);
            answer.complete();
        }
    }

    private void write(NightWatch watch, BooleanSupplier mayWatch, OutputStream out)
            throws IOException, InterruptedException {
        NightWatch.Numbered frame = watch.after(0);
        while (running) {
            boolean goesOn = mayWatch.getAsBoolean();
            out.write(goesOn ? frame.bytes() : OVER);
            out.flush();
            if (!goesOn) {
                return;
            }
            frame = watch.after(frame.number());
        }
    }

    private synchronized void takePlace(UUID operatorId) {
        if (!running || all >= ALL_MAX) {
            throw Problem.of(ProblemCode.BUSY).retryAfter(TRY_AGAIN_AFTER);
        }
        if (ofOperator.getOrDefault(operatorId, 0) >= OF_OPERATOR_MAX) {
            throw Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(TRY_AGAIN_AFTER);
        }
        ofOperator.merge(operatorId, 1, Integer::sum);
        all++;
    }

    private synchronized void giveBack(UUID operatorId) {
        ofOperator.computeIfPresent(operatorId, (_, own) -> own > 1 ? Integer.valueOf(own - 1) : null);
        all--;
    }

    /// How many are open.
    synchronized int count() {
        return all;
    }

    @Override
    public void start() {
        running = true;
    }

    /// Ends every stream before the web server waits for open requests. Readers come back to the next server.
    @Override
    public void stop() {
        running = false;
        watches.wakeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
