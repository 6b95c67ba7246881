package dev.frontrow;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Request.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sends any request, however malformed: by the JDK's client, or over a raw socket if that client would refuse or
/// change it.
final class Wire implements AutoCloseable {

    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    /// One for each wire: an upload that was refused half way may leave its connection in disorder.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(WAIT_MAX)
            .build();
    private final int port;

    Wire(int port) {
        this.port = port;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    Answer send(Request request) {
        try {
            return isAscii(request) ? byClient(request) : bySocket(request);
        } catch (IOException broken) {
            throw new UncheckedIOException(request.method() + " " + request.target() + " got no answer", broken);
        }
    }

    private Answer byClient(Request request) throws IOException {
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.target()))
                    .method(request.method(), publisher(request));
            request.headers().forEach(header -> builder.header(header.name(), header.value()));
        } catch (IllegalArgumentException refused) {
            return bySocket(request);
        }
        try {
            var response = http.send(builder.timeout(WAIT_MAX).build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static BodyPublisher publisher(Request request) {
        byte[] body = request.body();
        if (body == null) {
            return BodyPublishers.noBody();
        }
        return request.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
    }

    /// The JDK's client silently replaces other characters by question marks.
    private static boolean isAscii(Request request) {
        return request.headers().stream()
                .allMatch(header -> header.value().chars().allMatch(c -> c < 0x7f));
    }

    private Answer bySocket(Request request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) WAIT_MAX.toMillis());
            socket.getOutputStream().write(bytes(request));
            socket.getOutputStream().flush();
            return answer(socket.getInputStream().readAllBytes());
        }
    }

    private static byte[] bytes(Request request) {
        byte[] body = request.body() == null ? new byte[0] : request.body();
        List<Header> headers = new ArrayList<>(request.headers());
        headers.add(new Header("Host", "127.0.0.1"));
        headers.add(new Header("Connection", "close"));
        headers.add(new Header("Content-Length", Integer.toString(body.length)));
        var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static Answer answer(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new IOException("no answer but: " + text);
        }
        String[] head = text.substring(0, headEnd).split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(head)
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .forEach(header -> headers.computeIfAbsent(header[0], _ -> new ArrayList<>())
                        .add(header[1]));
        if (headers.containsKey("Transfer-Encoding")) {
            throw new IOException("a refusal has a known length");
        }
        byte[] body = Arrays.copyOfRange(bytes, headEnd + 4, bytes.length);
        return new Answer(Integer.parseInt(head[0].split(" ")[1]), HttpHeaders.of(headers, (_, _) -> true), body);
    }
}
