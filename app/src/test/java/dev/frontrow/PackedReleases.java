package dev.frontrow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// The packaged jar as a release, packed twice at once, for all tests together.
final class PackedReleases {

    static final Path SCRIPT = Path.of("..", "frontrow").toAbsolutePath();

    private static final Path JAR = Path.of("target", "frontrow.jar").toAbsolutePath();
    private static final Path FOLDER = TestFolders.create();
    private static List<Path> archives = List.of();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PackedReleases::delete));
    }

    private PackedReleases() {}

    static Path first() {
        return archives().getFirst();
    }

    static Path second() {
        return archives().getLast();
    }

    private static synchronized List<Path> archives() {
        if (archives.isEmpty()) {
            var first = CompletableFuture.supplyAsync(() -> packedIn(FOLDER.resolve("one")));
            Path second = packedIn(FOLDER.resolve("two"));
            archives = List.of(first.join(), second);
        }
        return archives;
    }

    private static Path packedIn(Path to) {
        try {
            BareDebian.run(SCRIPT.toString(), "release", "--jar", JAR.toString(), "--to", to.toString());
            try (Stream<Path> files = Files.list(to)) {
                return files.filter(file -> file.toString().endsWith(".tar.gz"))
                        .findFirst()
                        .orElseThrow();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete() {
        try {
            FileSystemUtils.deleteRecursively(FOLDER);
        } catch (IOException e) {
            // The next run deletes it.
        }
    }
}
