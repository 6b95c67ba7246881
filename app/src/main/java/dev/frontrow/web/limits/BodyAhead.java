package dev.frontrow.web.limits;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.Shares;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads a request body before the request takes a thread or a slot, so that slow clients occupy neither. Each
/// body has a total time to arrive. All incomplete bodies share a bounded memory, of which one network never gets
/// more than is free. Jetty's `EagerContentHandler` reads ahead too, but keeps a Jetty buffer for each chunk,
/// however small, and has neither limit. Thread-safe.
@Component
public final class BodyAhead {

    /// Handles a request whose body can be read without waiting.
    @FunctionalInterface
    public interface Next {
        /// Goes on with the request.
        void handle(Request request, Callback callback);
    }

    /// Bytes charged for a body that has just begun. Smaller bodies that arrive at once are not counted.
    private static final int SMALL = 2_048;

    private final SlowClientSettings slow;
    private final Shares<ClientNetwork> memory;
    private final Set<Connection> beingRead = ConcurrentHashMap.newKeySet();

    BodyAhead(SlowClientSettings slow) {
        this.slow = slow;
        this.memory = new Shares<>(slow.bodiesMax().toBytes());
    }

    /// Whether the request has a body.
    public static boolean isSent(Request request) {
        long length = request.getLength();
        return length > 0
                || length < 0
                        && (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    /// Reads the body, then calls `next`. Too slow a body gets 408; one without free memory gets 503.
    ///
    /// @param bytesMax how much to read; `next` reads the rest
    public void read(
            Request request, Response response, Callback callback, ClientNetwork client, long bytesMax, Next next) {
        new Reading(new Exchange(request, response, callback), client, bytesMax, next).run();
    }

    /// For bodies that are read as they arrive: closes the connection of a client that needs more time than the
    /// body's length allows.
    public Callback inTime(Request request, Callback callback, long bytesMax) {
        Connection connection = request.getConnectionMetaData().getConnection();
        long millis = slow.bodyTimeMax(bytesMax).toMillis();
        var late = request.getComponents()
                .getScheduler()
                .schedule(() -> connection.getEndPoint().close(), millis, TimeUnit.MILLISECONDS);
        beingRead.add(connection);
        return Callback.from(callback, () -> {
            late.cancel();
            beingRead.remove(connection);
        });
    }

    /// Whether incoming bytes of this connection belong to a body.
    boolean isBeingRead(Connection connection) {
        return beingRead.contains(connection);
    }

    /// A request and what answers it.
    private record Exchange(Request request, Response response, Callback callback) {

        Connection connection() {
            return request.getConnectionMetaData().getConnection();
        }

        /// The same with something to do once it is answered.
        Exchange andThen(Runnable ending) {
            return new Exchange(request, response, Callback.from(callback, ending));
        }

        /// Answers `Expect: 100-continue`. The body is small, so no check comes first.
        void answerExpectation() {
            if (request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())) {
                response.writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY);
            }
        }

        void refuse(int status) {
            Response.writeError(request, response, callback, status);
        }
    }

    private final class Reading implements Invocable.Task {

        private final Exchange exchange;
        private final ClientNetwork client;
        private final long bytesMax;
        private final Next next;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final AtomicBoolean over = new AtomicBoolean();
        private long counted;
        private Scheduler.@Nullable Task late;

        Reading(Exchange exchange, ClientNetwork client, long bytesMax, Next next) {
            this.exchange = exchange;
            this.client = client;
            this.bytesMax = bytesMax;
            this.next = next;
        }

        /// Called on the network thread.
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (!over.get()) {
                Content.Chunk chunk = exchange.request().read();
                if (chunk == null) {
                    waitForMore();
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    end(() -> refuse(status(chunk.getFailure())));
                    return;
                }
                boolean last = chunk.isLast();
                body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
                chunk.release();
                if (last || body.size() > bytesMax) {
                    end(() -> goOn(last));
                }
            }
        }

        private void waitForMore() {
            if (!isCounted(SMALL + body.size())) {
                end(() -> refuse(HttpStatus.SERVICE_UNAVAILABLE_503));
                return;
            }
            if (late == null) {
                beingRead.add(exchange.connection());
                exchange.answerExpectation();
                late = exchange.request()
                        .getComponents()
                        .getScheduler()
                        .schedule(this::tooLate, slow.bodyTimeMax().toMillis(), TimeUnit.MILLISECONDS);
            }
            exchange.request().demand(this);
        }

        private boolean isCounted(long bytes) {
            if (bytes > counted && !memory.take(client, bytes - counted, 1)) {
                return false;
            }
            counted = Math.max(counted, bytes);
            return true;
        }

        private void tooLate() {
            end(() -> refuse(HttpStatus.REQUEST_TIMEOUT_408));
        }

        private void end(Runnable ending) {
            if (over.compareAndSet(false, true)) {
                Scheduler.Task waiting = late;
                if (waiting != null) {
                    waiting.cancel();
                    beingRead.remove(exchange.connection());
                }
                ending.run();
            }
        }

        private void goOn(boolean whole) {
            if (body.size() > SMALL && !isCounted(body.size())) {
                refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
                return;
            }
            next.handle(
                    new ReadRequest(exchange.request(), body.toByteArray(), whole),
                    givingBack().callback());
        }

        private void refuse(int status) {
            givingBack().refuse(status);
        }

        private Exchange givingBack() {
            long bytes = counted;
            return bytes == 0 ? exchange : exchange.andThen(() -> memory.giveBack(client, bytes));
        }

        private static int status(Throwable failure) {
            return failure instanceof HttpException known ? known.getCode() : HttpStatus.BAD_REQUEST_400;
        }
    }
}
