package dev.frontrow.web.fast;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.tracing.TracedCall;
import dev.frontrow.web.http.Forwarding;
import dev.frontrow.web.limits.BodyAhead;
import dev.frontrow.web.limits.BodyLengths;
import dev.frontrow.web.limits.ReadRequest;
import dev.frontrow.web.limits.Slots;
import dev.frontrow.web.limits.WebSettings;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/// Precedes the servlets. Has each request's body read, takes a slot, and runs the request on a virtual thread,
/// where it may block. Without a free slot the request is refused immediately.
final class FastPathHandler extends Handler.Wrapper {

    private static final byte[] NO_BODY = {};

    private final FastPaths fastPaths;
    private final Forwarding forwarding;
    private final BodyAhead bodies;
    private final Slots slots;
    private final BodyLengths lengths;

    FastPathHandler(
            Handler servlets, FastPaths fastPaths, Forwarding forwarding, WebSettings settings, BodyAhead bodies) {
        super(servlets);
        this.fastPaths = fastPaths;
        this.forwarding = forwarding;
        this.bodies = bodies;
        this.slots = new Slots(settings);
        this.lengths = new BodyLengths(settings);
    }

    /// Nothing here blocks, so Jetty need not switch threads first.
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ClientNetwork client = forwarding.network(request);
        if (!BodyAhead.isSent(request)) {
            handleRead(request, response, callback, client);
        } else if (request.getLength() > lengths.strangersMax()) {
            handleUnread(request, response, callback, client);
        } else {
            bodies.read(request, response, callback, client.site(), lengths.strangersMax(), (read, then) -> {
                if (((ReadRequest) read).isWhole()) {
                    handleRead(read, response, then, client);
                } else {
                    handleUnread(read, response, then, client);
                }
            });
        }
        return true;
    }

    /// For a body that is refused unread, and for an operator's, which is read as it arrives.
    private void handleUnread(Request request, Response response, Callback callback, ClientNetwork client) {
        request.setAttribute(ProblemWriter.UNREAD_BODY, true);
        Callback inTime = bodies.inTime(request, new Lingering(request, callback), lengths.expected(request));
        handleRead(request, response, inTime, client);
    }

    private void handleRead(Request request, Response response, Callback callback, ClientNetwork client) {
        Routed<FastPath> path = unanswered(request);
        Routed<FastCommand<?>> command =
                path == null ? fastPaths.command(request).orElse(null) : null;
        Optional<UUID> account = account(request, path, command);
        switch (slots.take(Slots.Kind.of(request), client, account)) {
            case Slots.Refused(int status) -> Response.writeError(request, response, callback, status);
            case Slots.Taken(Runnable release) ->
                threads().execute(() -> {
                    TracedCall call = fastPaths.follow(request, response, account, command);
                    try {
                        call.run(() -> answer(path, command, request, response, callback));
                    } catch (Throwable thrown) {
                        Response.writeError(request, response, callback, thrown);
                    } finally {
                        call.end(response.getStatus());
                        release.run();
                    }
                });
        }
    }

    private Optional<UUID> account(
            Request request, @Nullable Routed<FastPath> path, @Nullable Routed<FastCommand<?>> command) {
        Routed<?> routed = path == null ? command : path;
        Optional<Caller> caller =
                routed == null ? fastPaths.caller(request) : routed.call().caller();
        return caller.map(Caller::buyerId);
    }

    private static @Nullable Routed<FastPath> unanswered(Request request) {
        return request.getAttribute(FastReadHandler.UNANSWERED)
                        instanceof Routed<?>(FastPath path, long id, PlainCall call)
                ? new Routed<>(path, id, call)
                : null;
    }

    private void answer(
            @Nullable Routed<FastPath> path,
            @Nullable Routed<FastCommand<?>> command,
            Request request,
            Response response,
            Callback callback)
            throws Exception {
        if (path != null) {
            sendOr(fastPaths.answer(path, request), request, response, callback);
        } else if (command != null) {
            byte[] body = request instanceof ReadRequest read ? read.body() : NO_BODY;
            sendOr(fastPaths.run(command, body, request), request, response, callback);
        } else {
            handOn(request, response, callback);
        }
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
        return VirtualThreads.getVirtualThreadsExecutor(getServer().getThreadPool());
    }

    private void handOn(Request request, Response response, Callback callback) throws Exception {
        if (!super.handle(request, response, callback)) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
    }
}
