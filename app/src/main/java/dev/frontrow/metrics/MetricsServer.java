package dev.frontrow.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Serves the figures by the JDK's own HTTP server, apart from the one for fans: an overload there must not blind those
/// who look for its cause, and what is private has no address there. Thread-safe.
@Component
@ConditionalOnProperty("frontrow.metrics.port")
@EnableConfigurationProperties(MetricsSettings.class)
class MetricsServer implements SmartLifecycle {

    static final String PATH = "/metrics";

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;
    private static final int CONNECTIONS_MAX = 32;
    private static final int SECONDS_MAX = 10;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final long NO_BODY = -1;

    static {
        // The server reads them when its classes are loaded, and has no other way to be told.
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS_MAX));
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(SECONDS_MAX));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(SECONDS_MAX));
    }

    private final MetricsSettings settings;
    private final PrometheusMeterRegistry registry;
    private final SaleMeters sales;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    MetricsServer(MetricsSettings settings, PrometheusMeterRegistry registry, SaleMeters sales) {
        this.settings = settings;
        this.registry = registry;
        this.sales = sales;
    }

    @Override
    public synchronized void start() {
        int port = Objects.requireNonNull(settings.port());
        try {
            HttpServer started =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(settings.address()), port), BACKLOG);
            ExecutorService own = Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("metrics-", 0).factory());
            started.createContext("/", this::answer);
            started.setExecutor(own);
            started.start();
            server = started;
            threads = own;
        } catch (BindException taken) {
            throw new PortInUseException(port, taken);
        } catch (UnknownHostException unknown) {
            throw new MetricsAddressUnknown(settings.address());
        } catch (IOException failed) {
            throw new IllegalStateException("figures cannot be served on port " + port, failed);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, NO_BODY);
                return;
            }
            sales.refresh();
            byte[] figures = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(OK, figures.length);
            exchange.getResponseBody().write(figures);
        }
    }

    /// The port that is listened to, also where the setting is 0.
    synchronized int port() {
        return Objects.requireNonNull(server).getAddress().getPort();
    }

    @Override
    public synchronized void stop() {
        if (server != null && threads != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }
}
