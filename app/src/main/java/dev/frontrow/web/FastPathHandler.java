package dev.frontrow.web;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.fastpath.FastPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Stands in front of the servlets, on the very thread that has read the request: what a fast path answers never
/// changes threads. All else goes on to a thread of its own, where it may wait for whatever it likes; where too many
/// wait
/// already, it is told so at once.
final class FastPathHandler extends Handler.Wrapper {

    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, FastAnswer.JSON);
    private static final HttpField NO_LENGTH = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, "0");

    /// What [SecurityConfiguration] puts on every answer of the API.
    private static final HttpFields SECURITY = HttpFields.build()
            .add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"))
            .add(new PreEncodedHttpField("X-XSS-Protection", "0"))
            .add(new PreEncodedHttpField("X-Frame-Options", "DENY"))
            .add(new PreEncodedHttpField("Referrer-Policy", SecurityConfiguration.REFERRERS.getPolicy()))
            .add(new PreEncodedHttpField(ContentPolicy.HEADER, ContentPolicy.DATA))
            .asImmutable();

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
        Routed<FastPath> path = fastPaths.path(request).orElse(null);
        FastAnswer answer = path == null ? null : fastPaths.answer(path).orElse(null);
        if (answer != null) {
            send(answer, response, callback);
            return true;
        }
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

    /// Up to its end, which is one byte after its last: Jetty takes the connection for broken otherwise.
    private static byte[] body(Request request) throws IOException {
        int length = (int) Math.max(0, request.getLength());
        return Content.Source.asInputStream(request).readNBytes(length + 1);
    }

    private void sendOr(Optional<FastAnswer> answer, Request request, Response response, Callback callback)
            throws Exception {
        if (answer.isPresent()) {
            send(answer.get(), response, callback);
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

    private static void send(FastAnswer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(
                answer.mediaType().equals(FastAnswer.JSON)
                        ? JSON
                        : new HttpField(HttpHeader.CONTENT_TYPE, answer.mediaType()));
        answer.headers().forEach(headers::add);
        headers.add(SECURITY);
        if (answer.body().length == 0) {
            headers.add(NO_LENGTH);
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
