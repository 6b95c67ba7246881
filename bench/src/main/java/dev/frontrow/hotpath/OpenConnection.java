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

/// One HTTP/1.1 connection that is kept alive and never waited for. Takes the next request when the last one is
/// answered, with a `Content-Length` and in no more than 16 KB. Not thread-safe.
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

    /// @param dueAt the moment at which it was to be sent, by [System#nanoTime]
    void send(byte[] request, long dueAt) throws IOException {
        due = dueAt;
        answer.clear();
        // Nothing else is on its way, so the kernel has room for it.
        if (channel.write(ByteBuffer.wrap(request)) < request.length) {
            throw new IOException("the kernel did not take a request of " + request.length + " bytes");
        }
    }

    /// When the last request was to be sent.
    long due() {
        return due;
    }

    /// Reads what has come; whether that was the last of the answer.
    ///
    /// @param status that it must have
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
