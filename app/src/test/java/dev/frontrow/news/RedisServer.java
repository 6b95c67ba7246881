package dev.frontrow.news;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// The Redis of this machine, in a process and on a port of its own. A missing one fails the test: news are built
/// for Redis's faults, so they must be tested with it.
public final class RedisServer implements AutoCloseable {

    private static final String MISSING =
            "redis-server is not on the PATH, and these tests need it: apt-get install redis-server";

    private final List<String> options;
    private final Path folder;
    private final int port;
    private Process process;

    private RedisServer(List<String> options, Path folder, int port) throws IOException {
        this.options = options;
        this.folder = folder;
        this.port = port;
        this.process = started();
    }

    /// Starts one, which keeps nothing on disk.
    public static RedisServer start(String... options) throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("frontrow-redis-");
        List<String> all = new ArrayList<>(List.of(
                "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
        all.addAll(List.of(options));
        return new RedisServer(all, folder, port);
    }

    /// Starts a Sentinel that watches this primary under the name `primary`.
    static RedisServer sentinelOf(RedisServer primary) throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("frontrow-redis-");
        Path file = Files.writeString(
                folder.resolve("sentinel.conf"),
                "port %d\nbind 127.0.0.1\ndir %s\nsentinel monitor primary 127.0.0.1 %d 1\n"
                        .formatted(port, folder, primary.port));
        return new RedisServer(List.of(file.toString(), "--sentinel"), folder, port);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Where it listens.
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    String hostAndPort() {
        return "127.0.0.1:" + port;
    }

    private Process started() throws IOException {
        if (Stream.of(System.getenv("PATH").split(":"))
                .noneMatch(at -> Files.isExecutable(Path.of(at, "redis-server")))) {
            throw new AssertionError(MISSING);
        }
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(options);
        Process begun = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new BufferedReader(new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8));
        var told = new ArrayList<String>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            told.add(line);
            if (line.contains("eady to accept connections") || line.contains("+monitor master")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return begun;
            }
        }
        throw new AssertionError("Redis did not start: " + told);
    }

    /// Ends it at once, as a crash would. What it knew is lost.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Starts it again on the same port.
    public void startAgain() throws IOException {
        process = started();
    }

    /// Suspends the process: connections stay open, and nothing is answered.
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /// Sends a command without arguments that contain spaces, and returns the first line of its answer.
    String command(String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /// Publishes these bytes on a channel.
    void publish(String channel, byte[] message) throws IOException {
        byte[] name = channel.getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            out.write(("*3\r\n$7\r\nPUBLISH\r\n$" + name.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(name);
            out.write(("\r\n$" + message.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(message);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.getInputStream().read();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        FileSystemUtils.deleteRecursively(folder);
    }
}
