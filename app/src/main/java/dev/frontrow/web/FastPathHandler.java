package dev.frontrow.web;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.fastpath.FastPath;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Stands in front of the servlets, and hands each request to a thread of its own, where it may wait for whatever it
/// likes; where too many wait already, it is told so at once.
final class FastPathHandler extends Handler.Wrapper {

    /// Whoever asks it must not take a crowd for a death, and restart the server in the middle of it.
    private static final String LIVENESS = "/actuator/health/liveness";

    private final FastPaths fastPaths;
    private final Semaphore threadsLeft;

    /// @param requestsMax that may be on threads of their own at the same time
    FastPathHandler(Handler servlets, FastPaths fastPaths, int requestsMax) {
        super(servlets);
        this.fastPaths = fastPaths;
        this.threadsLeft = new Semaphore(requestsMax);
    }

    /// Nothing here waits; so Jetty need not hand each request to another thread first.
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Routed<FastPath> path = unanswered(request);
        boolean alive = LIVENESS.equals(request.getHttpURI().getPath());
        if (!alive && !threadsLeft.tryAcquire()) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        Routed<FastCommand<?>> command =
                path == null ? fastPaths.command(request).orElse(null) : null;
        threads().execute(() -> {
            try {
                answerInTime(path, command, request, response, callback);
            } catch (Throwable thrown) {
                Response.writeError(request, response, callback, thrown);
            } finally {
                threadsLeft.release(alive ? 0 : 1);
            }
        });
        return true;
    }

    private static @Nullable Routed<FastPath> unanswered(Request request) {
        return request.getAttribute(FastReadHandler.UNANSWERED)
                        instanceof Routed<?>(FastPath path, long id, PlainCall call)
                ? new Routed<>(path, id, call)
                : null;
    }

    private void answerInTime(
            @Nullable Routed<FastPath> path,
            @Nullable Routed<FastCommand<?>> command,
            Request request,
            Response response,
            Callback callback)
            throws Exception {
        if (path != null) {
            sendOr(fastPaths.answerInTime(path, request), request, response, callback);
        } else if (command != null) {
            byte[] body = body(request);
            sendOr(fastPaths.run(command, body, request), new ReadRequest(request, body), response, callback);
        } else {
            handOn(request, response, callback);
        }
    }

    /// Asks for a byte more than was announced, so as to read the end, too.
    private static byte[] body(Request request) throws IOException {
        int length = (int) Math.max(0, request.getLength());
        return Content.Source.asInputStream(request).readNBytes(length + 1);
    }

    private void sendOr(Optional<FastAnswer> answer, Request request, Response response, Callback callback)
            throws Exception {
        if (answer.isPresent()) {
            FastReadHandler.send(answer.get(), response, callback);
        } else {
            handOn(request, response, callback);
        }
    }

    private Executor threads() {
        return getServer().getThreadPool();
    }

    private void handOn(Request request, Response response, Callback callback) throws Exception {
        if (!super.handle(request, response, callback)) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
    }
}
