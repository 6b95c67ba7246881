package dev.frontrow;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A Debian with little more than its essential packages, so without Java, in a folder. Programs run in it as its only
/// root, and as
/// a user who may do nothing special. The packages are fetched once and then kept beside the build.
final class BareDebian {

    /// Also the user of the images.
    private static final String USER = "10001:10001";

    private static final Path PACKED = Path.of("target", "bare-debian.tar").toAbsolutePath();

    /// The mounts are seen by the program alone, and end with it.
    private static final String ENTER = """
            mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && \
            exec chroot --userspec=%s "$0" "$@"
            """.formatted(USER);

    private final Path root;

    private BareDebian(Path root) {
        this.root = root;
    }

    /// Unpacks it there, or aborts the test where that cannot be.
    static BareDebian unpackedIn(Path folder) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            abort("only root can make a root of its own");
        }
        if (!Files.exists(PACKED)) {
            make();
        }
        Files.createDirectories(folder);
        run("tar", "--extract", "--file=" + PACKED, "--directory=" + folder);
        // PostgreSQL asks for the name.
        Files.writeString(
                folder.resolve("etc/passwd"),
                "frontrow:x:%s::/var/lib/frontrow:/usr/sbin/nologin\n".formatted(USER),
                StandardOpenOption.APPEND);
        return new BareDebian(folder);
    }

    /// The same Debian as this machine's, from where this machine gets its own packages.
    private static void make() throws IOException, InterruptedException {
        var release = new Properties();
        try (var lines = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(lines);
        }
        Path half = PACKED.resolveSibling("bare-debian.half.tar");
        try {
            // PostgreSQL needs the library, which is on every Debian that has apt.
            run(
                    "mmdebstrap",
                    "--variant=essential",
                    "--include=libstdc++6",
                    release.getProperty("VERSION_CODENAME"),
                    half.toString());
        } catch (IOException missing) {
            String how = "a bare Debian cannot be made (apt-get install mmdebstrap): " + missing.getMessage();
            if ("true".equals(System.getenv("CI"))) {
                fail(how);
            }
            abort(how);
        }
        Files.move(half, PACKED, StandardCopyOption.ATOMIC_MOVE);
    }

    Path root() {
        return root;
    }

    /// By the system's own means: it has links that lead out of it where they are not its root's.
    void delete() throws IOException, InterruptedException {
        run("rm", "-rf", root.toString());
    }

    /// Makes a folder that the programs may write to.
    void folder(String path) throws IOException, InterruptedException {
        Path folder = root.resolve(path.substring(1));
        Files.createDirectories(folder);
        run("chown", USER, folder.toString());
    }

    /// The command line of a program in it; the program replaces each process before it, so its signals reach it.
    static List<String> entering(Path root, Map<String, String> environment, String... program) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER, root.toString()));
        command.addAll(List.of("env", "-i", "PATH=/usr/bin:/bin"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(program));
        return command;
    }

    /// What the program says, on both outputs.
    String says(Map<String, String> environment, String... program) throws IOException, InterruptedException {
        return run(entering(root, environment, program).toArray(String[]::new));
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
