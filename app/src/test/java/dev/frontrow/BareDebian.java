package dev.frontrow;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Debian with little more than its essential packages, so without Java, in a folder. Programs run in it as its only
/// root, and as a user who may do nothing special. It is the base of images, packed once and then kept beside the
/// build.
final class BareDebian {

    /// Also the user of the images.
    private static final String USER = "10001:10001";

    private static final Path PACKED = Path.of("target", "base-of-images.tar").toAbsolutePath();

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
        Files.createDirectories(folder);
        run("tar", "--extract", "--file=" + packed(), "--directory=" + folder);
        return new BareDebian(folder);
    }

    /// Aborts the test where it cannot be packed, or would be of no use.
    static Path packed() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            abort("only root can make a root of its own");
        }
        if (!Files.exists(PACKED)) {
            make();
        }
        return PACKED;
    }

    /// As `./frontrow image` does it.
    private static void make() throws IOException, InterruptedException {
        Path half = PACKED.resolveSibling("base-of-images.half.tar");
        try {
            run(
                    "sh",
                    "-euc",
                    ". ../launcher/words.sh && . ../launcher/image.sh && make_base \"$0\" 0",
                    half.toString());
        } catch (IOException missing) {
            String how = "a bare Debian cannot be made: " + missing.getMessage();
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
