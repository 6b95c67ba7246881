package dev.frontrow.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// nginx from the PATH, in front of some nodes, with the configuration that we ship. Only what belongs to a machine is
/// changed: the nodes' addresses, the port, and folders that anybody may write. Not thread-safe.
public final class Nginx implements AutoCloseable {

    private static final Pattern NODE = Pattern.compile("^( *server )127\\.0\\.0\\.1:8080( .*;)$", Pattern.MULTILINE);
    private static final String PORT = "listen 80;";
    private static final String CACHE = "/var/cache/nginx/frontrow";
    private static final String HTTP = "http {\n";

    private static final int START_TRIES_MAX = 100;
    private static final int LOOK_EVERY_MILLIS = 50;
    private static final int END_SECONDS_MAX = 10;

    private final int port;
    private final Path log;
    private final Process process;

    private Nginx(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /// Returns once it takes connections.
    ///
    /// @param shipped the configuration
    /// @param folder  for its log and whatever it keeps
    public static Nginx before(List<URI> nodes, Path shipped, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = Ports.free();
        Path log = folder.resolve("log");
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"), configuration(Files.readString(shipped), nodes, port, folder));
        Process process = new ProcessBuilder(
                        program().toString(),
                        "-e",
                        log.toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString(),
                        "-g",
                        "daemon off; user root; pid " + folder.resolve("pid") + ";")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        var nginx = new Nginx(port, log, process);
        nginx.awaitPort();
        return nginx;
    }

    private static Path program() throws IOException {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IOException("The drill needs nginx on the PATH (Debian: apt-get install nginx-light)."));
    }

    private static String configuration(String shipped, List<URI> nodes, int port, Path folder) throws IOException {
        Matcher node = NODE.matcher(shipped);
        String changed = node.replaceAll(found -> nodes.stream()
                .map(address -> found.group(1) + address.getAuthority() + found.group(2))
                .collect(Collectors.joining("\n")));
        if (changed.equals(shipped) || !shipped.contains(PORT) || !shipped.contains(CACHE)) {
            throw new IOException("nginx.conf is not the one that this drill knows");
        }
        String folders = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(what -> "  %s_temp_path %s;%n".formatted(what, folder.resolve(what)))
                .collect(Collectors.joining());
        return changed.replace(PORT, "listen 127.0.0.1:" + port + ";")
                .replace(CACHE, folder.resolve("cache").toString())
                .replaceFirst(HTTP.replace("{", "\\{"), Matcher.quoteReplacement(HTTP + folders));
    }

    private void awaitPort() throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (tries == START_TRIES_MAX || process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IOException(
                            "nginx did not start; " + log + " and the file beside it may say why", notYet);
                }
            }
        }
    }

    /// Where fans find the nodes.
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Where it writes which request it could not pass on.
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
