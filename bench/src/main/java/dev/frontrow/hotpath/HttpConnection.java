package dev.frontrow.hotpath;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One persistent HTTP/1.1 connection. Blocking and lean, because the caller takes CPU from the server on the
/// same machine. Not thread-safe.
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    record HttpAnswer(int status, HttpHead head, String body) {

        /// The value of a text field of the JSON body. Does not decode escapes, which ids and tokens do not
        /// contain.
        String text(String field) {
            String start = "\"" + field + "\":\"";
            int from = body.indexOf(start);
            if (from < 0) {
                throw new IllegalStateException("no " + field + " in " + this);
            }
            from += start.length();
            return body.substring(from, body.indexOf('"', from));
        }

        String header(String name) {
            String value = head.value(name);
            return value == null ? "" : value;
        }

        HttpAnswer expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException("expected " + wanted + ", got " + this);
            }
            return this;
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
    }

    HttpAnswer exchange(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        HttpHead head = head();
        int status = head.status();
        if (status == 304 || status == 204) {
            return new HttpAnswer(status, head, "");
        }
        int length = head.contentLength();
        return new HttpAnswer(status, head, length < 0 ? chunks() : bytes(length));
    }

    private HttpHead head() throws IOException {
        HttpHead head = HttpHead.find(buffer, from, to);
        while (head == null) {
            readMore();
            head = HttpHead.find(buffer, from, to);
        }
        from = head.end();
        return head;
    }

    /// Moves the unread bytes to the start of the buffer and reads more behind them.
    private void readMore() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int read = in.read(buffer, to, buffer.length - to);
        if (read <= 0) {
            throw new EOFException("the server hung up");
        }
        to += read;
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            body.append(bytes(length));
            line();
            if (length == 0) {
                return body.toString();
            }
        }
    }

    /// Bodies that are inspected are ASCII.
    private String bytes(int length) throws IOException {
        byte[] body = new byte[length];
        int had = Math.min(length, to - from);
        System.arraycopy(buffer, from, body, 0, had);
        from += had;
        if (in.readNBytes(body, had, length - had) < length - had) {
            throw new EOFException("the server hung up");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int read() throws IOException {
        if (from == to) {
            readMore();
        }
        return buffer[from++];
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
