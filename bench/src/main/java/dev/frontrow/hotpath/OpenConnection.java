package dev.frontrow.hotpath;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One persistent, non-blocking HTTP/1.1 connection. Accepts the next request once the last one is answered.
/// Answers must have a `Content-Length` and at most 16 KB. Not thread-safe.
final class OpenConnection implements AutoCloseable {

    private static final int ANSWER_BYTES_MAX = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    private long due;

    OpenConnection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /// @param dueAt the moment at which it was due, by [System#nanoTime]
    void send(byte[] request, long dueAt) throws IOException {
        due = dueAt;
        answer.clear();
        // No other request is in progress, so the kernel's buffer has room for it.
        if (channel.write(ByteBuffer.wrap(request)) < request.length) {
            throw new IOException("the kernel did not take a request of " + request.length + " bytes");
        }
    }

    /// When the last request was due.
    long due() {
        return due;
    }

    /// Reads the available bytes. Returns whether the answer is complete.
    ///
    /// @param status the required status
    boolean isAnswered(int status) throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the server hung up");
        }
        HttpHead head = HttpHead.find(answer.array(), 0, answer.position());
        boolean expected = head == null || head.status() == status && head.contentLength() >= 0;
        boolean whole = head != null && answer.position() >= head.end() + head.contentLength();
        if (!expected || !whole && !answer.hasRemaining()) {
            throw new IllegalStateException("expected " + status + ", got "
                    + new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
        }
        return whole;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
