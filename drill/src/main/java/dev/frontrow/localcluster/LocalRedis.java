package dev.frontrow.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Redis or Valkey from the PATH, which listens on this machine only and keeps nothing. Not thread-safe.
public final class LocalRedis implements AutoCloseable {

    private static final List<String> NAMES = List.of("redis-server", "valkey-server");
    private static final int START_TRIES_MAX = 200;
    private static final int LOOK_EVERY_MILLIS = 50;

    private final Path program;
    private final Path folder;
    private final int port;
    private Process process;

    private LocalRedis(Path program, Path folder, int port) throws IOException, InterruptedException {
        this.program = program;
        this.folder = folder;
        this.port = port;
        process = begun();
    }

    /// Starts one with its log in this folder. Empty if none is installed.
    public static Optional<LocalRedis> start(Path folder) throws IOException, InterruptedException {
        Optional<Path> program = NAMES.stream()
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(at -> Path.of(at, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        return Optional.of(new LocalRedis(program.get(), folder, Ports.free()));
    }

    private Process begun() throws IOException, InterruptedException {
        Path log = folder.resolve("redis.log");
        Process started = new ProcessBuilder(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        for (int tries = 0; !listens(); tries++) {
            if (tries == START_TRIES_MAX || started.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                started.destroyForcibly();
                throw new IOException("Redis did not start; " + log + " may say why");
            }
        }
        return started;
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// Deletes what it knows.
    public void wipe() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != '+') {
                throw new IOException("Redis did not delete what it knows");
            }
        }
    }

    /// `kill -9`.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Starts it again on the same port.
    public void startAgain() throws IOException, InterruptedException {
        process = begun();
    }

    public void suspend() throws IOException, InterruptedException {
        Signals.suspend(process);
    }

    public void resume() throws IOException, InterruptedException {
        Signals.resume(process);
    }

    @Override
    public void close() {
        kill();
    }
}
