package dev.frontrow.localcluster;

import java.nio.file.Path;
import java.util.List;

/// How Frontrow's programs are called. Arguments may follow.
///
/// @param server runs the server in the foreground, in the very process that is started
/// @param token  prints access tokens of demo buyers
public record Programs(List<String> server, List<String> token) {

    /// By the launcher in this folder, which has built them.
    public static Programs of(Path home) {
        String launcher = home.resolve("frontrow").toString();
        return new Programs(List.of(launcher, "up", "--no-demo"), List.of(launcher, "token"));
    }
}
