package dev.frontrow.web.fast;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/// Discards the rest of a body whose request was already answered, before the connection is closed. An immediate
/// close while the client still sends may make the network drop the answer before the client reads it. So
/// incoming bytes are discarded for at most 2 s, without a thread or a slot.
final class Lingering extends Callback.Nested implements Invocable.Task {

    private static final Duration TIME_MAX = Duration.ofSeconds(2);

    private final Request request;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Scheduler.Task late = () -> false;

    Lingering(Request request, Callback answered) {
        super(answered);
        this.request = request;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void succeeded() {
        late = request.getComponents().getScheduler().schedule(this::end, TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        run();
    }

    @Override
    public void run() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last) {
                end();
            }
        }
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            late.cancel();
            super.succeeded();
        }
    }
}
