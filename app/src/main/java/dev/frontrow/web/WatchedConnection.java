package dev.frontrow.web;

import dev.frontrow.identity.ClientNetwork;
import java.time.Duration;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/// What was seen of one connection, from look to look. For one thread at a time.
final class WatchedConnection {

    private static final long NEVER = Long.MIN_VALUE;

    private final Connection connection;
    private final ClientNetwork site;
    private long messages;
    private long bytesAtMessage;
    private long bytes;
    private long headSince = NEVER;
    private long unreadSince = NEVER;
    private long bytesOutBefore;
    private long lastSeenNanos;

    WatchedConnection(Connection connection, ClientNetwork site, long nowNanos) {
        this.connection = connection;
        this.site = site;
        this.lastSeenNanos = nowNanos;
    }

    /// Under TLS there are two connections, one on the other; the inner one is looked at.
    static boolean isOuter(Connection connection) {
        return connection instanceof SslConnection;
    }

    ClientNetwork site() {
        return site;
    }

    /// When bytes were last seen to come, or the connection to open.
    long lastSeenNanos() {
        return lastSeenNanos;
    }

    boolean isTooSlow(long nowNanos, SlowClientSettings slow, BodyAhead bodies) {
        return isHeadLate(nowNanos, slow, bodies) | isAnswerLate(nowNanos, slow);
    }

    /// Whether bytes have been coming for too long without making up a request. A body is [BodyAhead]'s business; else
    /// nothing is read while a request is being answered.
    private boolean isHeadLate(long nowNanos, SlowClientSettings slow, BodyAhead bodies) {
        long messagesNow = connection.getMessagesIn();
        long bytesNow = bytesIn(messagesNow);
        if (bytesNow != bytes) {
            bytes = bytesNow;
            lastSeenNanos = nowNanos;
        }
        if (messagesNow != messages || bodies.isBeingRead(connection)) {
            messages = messagesNow;
            bytesAtMessage = bytesNow;
            headSince = NEVER;
        } else if (bytesNow != bytesAtMessage && headSince == NEVER) {
            headSince = nowNanos;
        }
        return headSince != NEVER && nowNanos - headSince >= slow.headTimeMax().toNanos();
    }

    /// Until the first request has come, what is said about TLS belongs to it.
    private long bytesIn(long messagesNow) {
        return messagesNow == 0 && connection.getEndPoint() instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getBytesIn()
                : connection.getBytesIn();
    }

    /// Whether something waits to be read of which nothing was for too long, or too little for what there is. What has
    /// left is seen in large pieces only, since the system keeps some of it for the client.
    private boolean isAnswerLate(long nowNanos, SlowClientSettings slow) {
        AbstractEndPoint endPoint = transport();
        long bytesNow = connection.getBytesOut();
        if (endPoint == null || !endPoint.getWriteFlusher().isPending()) {
            unreadSince = NEVER;
            bytesOutBefore = bytesNow;
            return false;
        }
        if (unreadSince == NEVER) {
            unreadSince = nowNanos;
        }
        long passed = Duration.ofNanos(nowNanos - unreadSince).toMillis();
        long patience = slow.answerTimeMax().toMillis();
        long forAll =
                patience + 1_000 * (bytesNow - bytesOutBefore) / slow.rateMin().toBytes();
        return passed >= patience && (endPoint.getIdleFor() >= patience || passed >= forAll);
    }

    private @Nullable AbstractEndPoint transport() {
        EndPoint endPoint = connection.getEndPoint();
        if (endPoint instanceof SslConnection.SslEndPoint tls) {
            endPoint = tls.getSslConnection().getEndPoint();
        }
        return endPoint instanceof AbstractEndPoint known ? known : null;
    }

    /// Whether nothing would be lost by closing it: it waits for a request that has not begun.
    boolean isIdle(BodyAhead bodies) {
        return headSince == NEVER
                && !bodies.isBeingRead(connection)
                // Interim answers are counted, too.
                && connection.getMessagesIn() <= connection.getMessagesOut()
                && connection.getEndPoint().isFillInterested();
    }

    void close() {
        connection.getEndPoint().close();
    }
}
