package dev.frontrow.hotpath;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The product as it was at another commit, built in a copy of the repository. The copy is kept for the next time.
final class OtherCommit {

    private static final int SHOWN = 8;

    private final Path home;
    private final String id;

    private OtherCommit(Path home, String id) {
        this.home = home;
        this.id = id;
    }

    /// Empty if the repository has no such commit.
    static Optional<OtherCommit> find(Path home, String name, Children children)
            throws IOException, InterruptedException {
        var git = new ProcessBuilder(
                "git", "-C", home.toString(), "rev-parse", "--verify", "--quiet", name + "^{commit}");
        Process asked = children.start(git);
        String id = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return asked.waitFor() == 0 ? Optional.of(new OtherCommit(home, id)) : Optional.empty();
    }

    String shortId() {
        return id.substring(0, SHOWN);
    }

    /// Where its launcher is.
    Path home() {
        return home.resolve("bench/target/against").resolve(id);
    }

    /// Builds it, which takes minutes the first time.
    void build(Children children) throws IOException, InterruptedException {
        Path copy = home();
        if (!Files.exists(copy.resolve("frontrow"))) {
            Files.createDirectories(copy.getParent());
            run(children, "git", "clone", "--quiet", "--shared", "--no-checkout", home.toString(), copy.toString());
            run(children, "git", "-C", copy.toString(), "checkout", "--quiet", "--detach", id);
        }
        // Builds the server and its AOT cache before it explains the command.
        run(children, copy.resolve("frontrow").toString(), "token", "--help");
    }

    private static void run(Children children, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        Process process = children.start(builder);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + said);
        }
    }
}
