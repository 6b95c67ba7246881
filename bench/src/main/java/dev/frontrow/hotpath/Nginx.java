package dev.frontrow.hotpath;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The best that this machine can answer: nginx with a constant answer of some 300 bytes.
final class Nginx implements Work {

    static final String CONSTANT = "{\"state\":\"WAITING\",\"filler\":\"%s\"}".formatted("0123456789".repeat(27));
    private static final int START_TRIES_MAX = 100;

    private final int port;
    private final Wrk wrk;
    private final RequestList requests = RequestList.of(Requests.constant(), Requests.constant());

    private Nginx(int port, Wrk wrk) {
        this.port = port;
        this.wrk = wrk;
    }

    static Optional<Nginx> start(Path folder, Wrk wrk, Children children) throws IOException, InterruptedException {
        Optional<Path> program = Programs.find("nginx");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, configuration(folder, port));
        Process process = children.start(new ProcessBuilder(
                        program.get().toString(),
                        "-p",
                        folder.toString(),
                        "-e",
                        folder.resolve("nginx.log").toString(),
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile()));
        awaitPort(process, port);
        return Optional.of(new Nginx(port, wrk));
    }

    private static String configuration(Path folder, int port) {
        return """
                daemon off;
                worker_processes 2;
                pid %1$s/nginx.pid;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/nginx-body;
                    proxy_temp_path %1$s/nginx-proxy;
                    fastcgi_temp_path %1$s/nginx-fastcgi;
                    uwsgi_temp_path %1$s/nginx-uwsgi;
                    scgi_temp_path %1$s/nginx-scgi;
                    keepalive_requests 1000000000;
                    server {
                        listen 127.0.0.1:%2$d backlog=1024;
                        default_type application/json;
                        location / { return 200 '%3$s'; }
                    }
                }
                """.formatted(folder, port, CONSTANT);
    }

    @Override
    public Run run(Duration time) throws Exception {
        WrkReport report = wrk.again(port, requests, time).mustBeClean("nginx");
        // The CPU time of nginx is not measured, because nothing depends on it.
        return new Run(report.answers(), report.took(), Duration.ZERO);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (tries == START_TRIES_MAX || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException("nginx did not start", e);
                }
            }
        }
    }
}
