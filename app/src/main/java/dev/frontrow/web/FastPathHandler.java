package dev.frontrow.web;

import dev.frontrow.fastpath.FastAnswer;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands in front of the servlets, on the very thread that has read the request: what a fast path answers never
/// changes threads. All else goes on to a thread of its own, where it may wait for whatever it likes.
final class FastPathHandler extends Handler.Wrapper {

    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField NO_LENGTH = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, "0");

    /// What [SecurityConfiguration] puts on every answer of the API.
    private static final HttpFields SECURITY = HttpFields.build()
            .add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"))
            .add(new PreEncodedHttpField("X-XSS-Protection", "0"))
            .add(new PreEncodedHttpField("X-Frame-Options", "DENY"))
            .add(new PreEncodedHttpField("Referrer-Policy", SecurityConfiguration.REFERRERS.getPolicy()))
            .add(new PreEncodedHttpField(ContentPolicy.HEADER, ContentPolicy.DATA))
            .asImmutable();

    private final Function<Request, Optional<FastAnswer>> fastPaths;

    FastPathHandler(Handler servlets, Function<Request, Optional<FastAnswer>> fastPaths) {
        super(servlets);
        this.fastPaths = fastPaths;
    }

    /// Nothing here waits; so Jetty need not hand each request to another thread first.
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        FastAnswer answer = fastPaths.apply(request).orElse(null);
        if (answer == null) {
            threads().execute(() -> handOn(request, response, callback));
        } else {
            send(answer, response, callback);
        }
        return true;
    }

    private Executor threads() {
        return getServer().getThreadPool();
    }

    private void handOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable thrown) {
            Response.writeError(request, response, callback, thrown);
        }
    }

    private static void send(FastAnswer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(JSON);
        answer.headers().forEach(headers::add);
        headers.add(SECURITY);
        if (answer.json().length == 0) {
            headers.add(NO_LENGTH);
        }
        response.write(true, ByteBuffer.wrap(answer.json()), callback);
    }
}
