package dev.frontrow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;
import org.springframework.util.FileSystemUtils;

/// Makes the temporary folders of tests, in memory where there is plenty of it: a database has a thousand files, and
/// the tests make a hundred of them, most for a second. Each test kills processes, never the machine, so no test needs
/// a disk. `junit-platform.properties` names it for `@TempDir`.
public final class TestFolders implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");

    /// The databases of a run together take half of it.
    private static final long FREE_BYTES_MIN = 8L << 30;

    private static final Pattern OURS = Pattern.compile("frontrow-test-(\\d+)-.*");
    private static final Path PARENT = parent();

    static {
        removeThoseOfTheDead();
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) {
        return create();
    }

    /// A new, empty folder, for the caller to delete.
    public static Path create() {
        try {
            return Files.createTempDirectory(
                    PARENT,
                    "frontrow-test-%d-".formatted(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder of this name in the build's, for this JVM alone: several run tests side by side.
    public static Path ofBuild(String name) {
        return Path.of("target", name + "-" + System.getProperty("frontrow.fork", "1"))
                .toAbsolutePath();
    }

    private static Path parent() {
        try {
            if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= FREE_BYTES_MIN) {
                return MEMORY;
            }
            return Path.of(System.getProperty("java.io.tmpdir"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A killed test run leaves its folders behind.
    private static void removeThoseOfTheDead() {
        try (Stream<Path> folders = Files.list(PARENT)) {
            for (Path folder : folders.toList()) {
                Matcher ours = OURS.matcher(String.valueOf(folder.getFileName()));
                if (ours.matches()
                        && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
