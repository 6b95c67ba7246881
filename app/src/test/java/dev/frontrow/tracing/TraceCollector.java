package dev.frontrow.tracing;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// A collector of traces by OTLP over HTTP, which may behave badly.
public final class TraceCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/v1/traces";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final long NO_BODY = -1;

    /// How it behaves.
    public enum Mood {
        TAKES,
        REFUSES,
        HANGS
    }

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Mood mood = Mood.TAKES;

    public TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public TraceCollector that(Mood wanted) {
        mood = wanted;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
                return;
            }
            switch (mood) {
                case TAKES -> {
                    ExportTraceServiceRequest.parseFrom(body)
                            .getResourceSpansList()
                            .forEach(resource ->
                                    resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
                    exchange.sendResponseHeaders(OK, NO_BODY);
                }
                case REFUSES -> exchange.sendResponseHeaders(UNAVAILABLE, NO_BODY);
                case HANGS -> closing.await();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// What it has taken.
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /// The spans of a trace, once all are there: the call's own comes last.
    public List<Span> trace(String id) {
        Predicate<Span> ofTrace = span -> hex(span.getTraceId()).equals(id);
        await().atMost(PATIENCE)
                .until(() -> spans.stream()
                        .anyMatch(ofTrace.and(span -> span.getParentSpanId().isEmpty())));
        return spans.stream().filter(ofTrace).toList();
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
