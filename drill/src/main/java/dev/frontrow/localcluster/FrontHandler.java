package dev.frontrow.localcluster;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Sends each request to a ready node. If no connection to it can be made, nothing was sent, and the next node gets
/// the request. If a node is lost in the middle, only what changes nothing is tried at another.
final class FrontHandler extends ProxyHandler {

    private static final String TRIED = FrontHandler.class.getName() + ".tried";
    private static final String NODE = FrontHandler.class.getName() + ".node";

    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);
    private static final int WAITING_MAX = 1_024;
    private static final String RETRY_AFTER_SECONDS = "1";

    private static final String BUSY = """
            {"type":"urn:frontrow:problem:busy","title":"Busy","status":503,\
            "detail":"No node is ready to answer. Try again in a moment.","code":"busy"}""";

    private static final String LOST = """
            {"type":"about:blank","title":"Bad Gateway","status":502,\
            "detail":"The node that had this request was lost. Whether it took effect is not known: send it again with the \
            same Idempotency-Key."}""";

    private final ReadyNodes nodes;
    private final Duration idleMax;

    FrontHandler(ReadyNodes nodes, Duration idleMax) {
        this.nodes = nodes;
        this.idleMax = idleMax;
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setConnectTimeout(CONNECT_MAX.toMillis());
        client.setIdleTimeout(idleMax.toMillis());
        client.setMaxConnectionsPerDestination(Front.CONNECTIONS_MAX);
        client.setMaxRequestsQueuedPerDestination(WAITING_MAX);
        client.setUserAgentField(null);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!send(request, response, callback)) {
            refuse(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, BUSY);
        }
        return true;
    }

    /// Returns false if there is no ready node that was not tried yet.
    private boolean send(Request request, Response response, Callback callback) {
        Set<URI> tried = tried(request);
        Optional<URI> node = nodes.next(tried);
        if (node.isEmpty()) {
            return false;
        }
        tried.add(node.get());
        request.setAttribute(TRIED, tried);
        request.setAttribute(NODE, node.get());
        return super.handle(request, response, callback);
    }

    private static Set<URI> tried(Request request) {
        Set<URI> tried = new HashSet<>();
        if (request.getAttribute(TRIED) instanceof Set<?> before) {
            before.forEach(node -> tried.add((URI) node));
        }
        return tried;
    }

    private static URI node(Request request) {
        return (URI) request.getAttribute(NODE);
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        URI node = node(request);
        return HttpURI.build(request.getHttpURI())
                .scheme(node.getScheme())
                .host(node.getHost())
                .port(node.getPort());
    }

    /// Replaces what the client may have written, because nodes believe it.
    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request toNode) {
        toNode.headers(headers -> {
            headers.remove(HttpHeader.FORWARDED);
            removeForwarded(headers);
            headers.put(HttpHeader.X_FORWARDED_FOR, Request.getRemoteAddr(request));
            headers.put(HttpHeader.X_FORWARDED_PROTO, request.isSecure() ? "https" : "http");
        });
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI address) {
        org.eclipse.jetty.client.Request toNode = super.newProxyToServerRequest(request, address);
        Runnable answered = nodes.sent(node(request));
        return toNode.onRequestFailure((_, _) -> answered.run())
                .onResponseBegin(_ -> answered.run())
                .onResponseFailure((_, _) -> answered.run());
    }

    private static void removeForwarded(HttpFields.Mutable headers) {
        headers.stream()
                .map(HttpField::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-"))
                .toList()
                .forEach(headers::remove);
    }

    @Override
    protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
            Request request, Response response, org.eclipse.jetty.client.Request toNode) {
        return new Body(request);
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request toNode,
            org.eclipse.jetty.client.Response fromNode,
            Response response,
            Callback callback,
            Throwable failure) {
        boolean unsent = isUnsent(failure);
        if (unsent) {
            nodes.isLost(node(request));
        }
        boolean mayBeSentAgain = fromNode.getStatus() == 0 && (unsent || changesNothing(request));
        if (response.isCommitted()) {
            callback.failed(failure);
        } else if (!(mayBeSentAgain && send(request, response, callback))) {
            boolean refused = unsent || failure instanceof RejectedExecutionException;
            refuse(
                    response,
                    callback,
                    refused ? HttpStatus.SERVICE_UNAVAILABLE_503 : HttpStatus.BAD_GATEWAY_502,
                    refused ? BUSY : LOST);
        }
    }

    private static boolean isUnsent(@Nullable Throwable failure) {
        return failure instanceof ConnectException || failure instanceof SocketTimeoutException;
    }

    private static boolean changesNothing(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    private static void refuse(Response response, Callback callback, int status, String document) {
        response.reset();
        response.setStatus(status);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, "application/problem+json")
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        Content.Sink.write(response, true, document, callback);
    }

    /// Survives an attempt that did not read it.
    private static final class Body extends ProxyRequestContent {

        private volatile boolean begun;

        Body(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            begun = true;
            return super.read();
        }

        @Override
        public void fail(Throwable failure) {
            if (begun) {
                super.fail(failure);
            }
        }

        @Override
        public void fail(Throwable failure, boolean last) {
            if (begun) {
                super.fail(failure, last);
            }
        }
    }
}
