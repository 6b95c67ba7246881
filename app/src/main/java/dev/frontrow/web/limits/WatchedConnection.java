package dev.frontrow.web.limits;

import dev.frontrow.identity.ClientNetwork;
import java.time.Duration;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/// State of one connection between two checks of [ConnectionWatch]. For one thread at a time.
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

    /// Whether this is the TLS connection around an inner one; only the inner one is watched.
    static boolean isOuter(Connection connection) {
        return connection instanceof SslConnection;
    }

    ClientNetwork site() {
        return site;
    }

    /// When incoming bytes were last noticed; at first, when the connection opened.
    long lastSeenNanos() {
        return lastSeenNanos;
    }

    boolean isTooSlow(long nowNanos, SlowClientSettings slow, BodyAhead bodies) {
        return isHeadLate(nowNanos, slow, bodies) | isAnswerLate(nowNanos, slow);
    }

    /// Whether a request's head takes too long since its first byte. Bodies are up to [BodyAhead]. While a
    /// request is being answered nothing else is read.
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

    /// Until the first request is complete, the bytes of the TLS handshake count too.
    private long bytesIn(long messagesNow) {
        return messagesNow == 0 && connection.getEndPoint() instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getBytesIn()
                : connection.getBytesIn();
    }

    /// Whether the client reads a pending answer too slowly: no progress for `answerTimeMax`, or more total time
    /// than the amount sent allows. Progress is visible in large steps only, because the kernel buffers some of
    /// the answer.
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

    /// Whether closing it loses nothing: it waits for a request that has not begun.
    boolean isIdle(BodyAhead bodies) {
        return headSince == NEVER
                && !bodies.isBeingRead(connection)
                // Interim answers count as messages too.
                && connection.getMessagesIn() <= connection.getMessagesOut()
                && connection.getEndPoint().isFillInterested();
    }

    void close() {
        connection.getEndPoint().close();
    }
}
