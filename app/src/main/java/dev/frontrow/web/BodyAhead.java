package dev.frontrow.web;

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

/// Reads bodies before anything waits for them: no thread and no slot is taken by a client that sends slowly, or not at
/// all. A body has a time to come in, from beginning to end, and all bodies that are on their way have a memory, of
/// which one network never has more than is free. Jetty's `EagerContentHandler` reads ahead too, but keeps a buffer of
/// Jetty's for each piece, however small, and has neither of the two limits. Thread-safe.
@Component
final class BodyAhead {

    /// Goes on with a request that can be read without waiting.
    interface Next {
        void handle(Request request, Callback callback);
    }

    /// What a body costs that has hardly begun. Whatever comes at once and is smaller is not worth counting.
    private static final int SMALL = 2_048;

    private final SlowClientSettings slow;
    private final Shares<ClientNetwork> memory;
    private final Set<Connection> beingRead = ConcurrentHashMap.newKeySet();

    BodyAhead(SlowClientSettings slow) {
        this.slow = slow;
        this.memory = new Shares<>(slow.bodiesMax().toBytes());
    }

    static boolean isSent(Request request) {
        long length = request.getLength();
        return length > 0
                || length < 0
                        && (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    /// @param bytesMax how much to read; the rest is left to the next
    void read(Request request, Response response, Callback callback, ClientNetwork client, long bytesMax, Next next) {
        new Reading(request, response, callback, client, bytesMax, next).run();
    }

    /// For bodies that are read as they come: hangs up on a client that takes longer over it than its length allows.
    Callback inTime(Request request, Callback callback, long bytesMax) {
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

    /// Whether what comes on this connection belongs to a body.
    boolean isBeingRead(Connection connection) {
        return beingRead.contains(connection);
    }

    private final class Reading implements Invocable.Task {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ClientNetwork client;
        private final long bytesMax;
        private final Next next;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final AtomicBoolean over = new AtomicBoolean();
        private long counted;
        private Scheduler.@Nullable Task late;

        Reading(Request request, Response response, Callback callback, ClientNetwork client, long bytesMax, Next next) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.client = client;
            this.bytesMax = bytesMax;
            this.next = next;
        }

        /// It is called on the thread that reads from the network.
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (!over.get()) {
                Content.Chunk chunk = request.read();
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
                beingRead.add(request.getConnectionMetaData().getConnection());
                answerExpectation();
                late = request.getComponents()
                        .getScheduler()
                        .schedule(this::tooLate, slow.bodyTimeMax().toMillis(), TimeUnit.MILLISECONDS);
            }
            request.demand(this);
        }

        /// A client may ask before it sends; whatever it was asked to send is small.
        private void answerExpectation() {
            if (request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())) {
                response.writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY);
            }
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
                    beingRead.remove(request.getConnectionMetaData().getConnection());
                }
                ending.run();
            }
        }

        private void goOn(boolean whole) {
            if (body.size() > SMALL && !isCounted(body.size())) {
                refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
                return;
            }
            next.handle(new ReadRequest(request, body.toByteArray(), whole), givingBack());
        }

        private void refuse(int status) {
            Response.writeError(request, response, givingBack(), status);
        }

        private Callback givingBack() {
            long bytes = counted;
            return bytes == 0 ? callback : Callback.from(callback, () -> memory.giveBack(client, bytes));
        }

        private static int status(Throwable failure) {
            return failure instanceof HttpException known ? known.getCode() : HttpStatus.BAD_REQUEST_400;
        }
    }
}
