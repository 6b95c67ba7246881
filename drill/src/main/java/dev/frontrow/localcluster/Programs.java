package dev.frontrow.localcluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// How Frontrow's programs are called. Arguments may follow.
///
/// @param server     runs the server in the foreground, in the very process that is started
/// @param serverWith the same with one more jar on its class path
/// @param token      prints access tokens of demo buyers
/// @param nginx      the configuration of nginx that we ship
public record Programs(List<String> server, Function<Path, List<String>> serverWith, List<String> token, Path nginx) {

    /// By the launcher in this folder, which has built them.
    public static Programs of(Path home) {
        String launcher = home.resolve("frontrow").toString();
        return new Programs(
                List.of(launcher, "up", "--no-demo"),
                jar -> List.of(
                        "env",
                        "FRONTROW_JAVA_OPTS=-Xbootclasspath/a:" + jar.toAbsolutePath(),
                        launcher,
                        "up",
                        "--no-demo",
                        "--no-training"),
                List.of(launcher, "token"),
                home.resolve("deploy").resolve("nginx.conf"));
    }
}
