package dev.frontrow.web.fast;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.web.security.ContentPolicy;
import dev.frontrow.web.security.SecurityHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.security.web.header.Header;

/// The first handler, on the network thread. A fast path's answer needs no thread switch and is not counted among
/// the requests that a shutdown waits for. All other requests go on to [FastPathHandler].
final class FastReadHandler extends Handler.Wrapper {

    /// Attribute with the [Routed] fast path of a request that it could not answer without blocking.
    static final String UNANSWERED = FastReadHandler.class.getName();

    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, FastAnswer.JSON);
    private static final HttpField NO_LENGTH = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, "0");

    private static final HttpFields SECURITY = security();

    private final FastPaths fastPaths;

    FastReadHandler(Handler rest, FastPaths fastPaths) {
        super(rest);
        this.fastPaths = fastPaths;
    }

    private static HttpFields security() {
        HttpFields.Mutable fields = HttpFields.build();
        for (Header header : SecurityHeaders.ALWAYS) {
            header.getValues().forEach(value -> fields.add(new PreEncodedHttpField(header.getName(), value)));
        }
        return fields.add(new PreEncodedHttpField(ContentPolicy.HEADER, ContentPolicy.DATA))
                .asImmutable();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Routed<FastPath> path = fastPaths.path(request).orElse(null);
        if (path == null) {
            FastAnswer alive = fastPaths.liveness(request).orElse(null);
            if (alive != null) {
                send(alive, response, callback);
                return true;
            }
            return super.handle(request, response, callback);
        }
        FastAnswer answer = fastPaths.tryAnswer(path).orElse(null);
        if (answer == null) {
            request.setAttribute(UNANSWERED, path);
            return super.handle(request, response, callback);
        }
        send(answer, response, callback);
        return true;
    }

    static void send(FastAnswer answer, Response response, Callback callback) {
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
