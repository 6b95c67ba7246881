package dev.frontrow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Many raw connections from one address. They send any bytes and read only on request. A closed one counts as
/// gone, no matter which side closed it.
final class Flood implements AutoCloseable {

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_DIGITS = 3;

    private static final class Line {

        private final SocketChannel channel;
        private final StringBuilder head = new StringBuilder();
        private long bytesRead;
        private boolean gone;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] bytes) {
            try {
                var buffer = ByteBuffer.wrap(bytes);
                while (!gone && buffer.hasRemaining() && channel.write(buffer) > 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException _) {
                gone = true;
            }
        }

        void read(ByteBuffer into) {
            try {
                int bytes = 1;
                while (!gone && bytes > 0) {
                    bytes = channel.read(into.clear());
                    gone = bytes < 0;
                    bytesRead += Math.max(0, bytes);
                    if (bytes > 0 && head.length() < STATUS_AT + STATUS_DIGITS) {
                        head.append(StandardCharsets.ISO_8859_1.decode(into.flip()));
                    }
                }
            } catch (IOException _) {
                gone = true;
            }
        }

        int status() {
            int end = STATUS_AT + STATUS_DIGITS;
            return head.length() < end ? 0 : Integer.parseInt(head.substring(STATUS_AT, end));
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private Flood() {}

    /// @param address of this machine, from which the connections come
    static Flood from(String address, int port, int connections) throws IOException {
        var flood = new Flood();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open();
            // A small buffer, so that unread bytes soon wait at the server.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
            channel.bind(new InetSocketAddress(address, 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
            flood.lines.add(new Line(channel));
        }
        return flood;
    }

    Flood send(String text) {
        return send(_ -> text);
    }

    /// Sends a separate text on each connection.
    Flood send(IntFunction<String> text) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).send(text.apply(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        return this;
    }

    Flood read() {
        lines.forEach(line -> line.read(buffer));
        return this;
    }

    long gone() {
        return lines.stream().filter(line -> line.gone).count();
    }

    long bytesRead() {
        return lines.stream().mapToLong(line -> line.bytesRead).sum();
    }

    /// The number of connections by the status of their first answer; 0 stands for no answer.
    Map<Integer, Long> statuses() {
        Map<Integer, Long> statuses = new TreeMap<>();
        lines.forEach(line -> statuses.merge(line.status(), 1L, Long::sum));
        return statuses;
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines) {
            line.channel.close();
        }
    }
}
