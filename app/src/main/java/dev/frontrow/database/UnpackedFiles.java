package dev.frontrow.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A manifest of the unpacked files, stored beside them: size, modification time, executable flag and link
/// target. A changed file differs in one of these, so no file content is read.
final class UnpackedFiles {

    private static final String LIST = "unpacked.list";
    private static final long LIST_BYTES_MAX = 1_000_000;

    private UnpackedFiles() {}

    static void remember(Path folder) throws IOException {
        Files.write(folder.resolve(LIST), found(folder));
    }

    static boolean areWholeIn(Path folder) {
        Path list = folder.resolve(LIST);
        try {
            return Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(list) < LIST_BYTES_MAX
                    && Files.readString(list, StandardCharsets.ISO_8859_1)
                            .equals(String.join("\n", found(folder)) + "\n");
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static List<String> found(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(file -> !file.equals(folder.resolve(LIST)))
                    .sorted()
                    .toList();
            var lines = new ArrayList<String>(all.size());
            for (Path file : all) {
                lines.add(line(folder, file));
            }
            return lines;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String line(Path folder, Path file) throws IOException {
        var found = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String kind = found.isSymbolicLink()
                ? "link to " + Files.readSymbolicLink(file)
                : found.isDirectory()
                        ? "folder"
                        : found.size() + " " + found.lastModifiedTime().toMillis()
                                + (found.permissions().contains(PosixFilePermission.OWNER_EXECUTE) ? " x" : "");
        return folder.relativize(file) + " " + kind;
    }
}
