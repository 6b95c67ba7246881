package dev.frontrow.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A whole backup whose seal holds, and which this version can restore.
public final class BackupFile implements AutoCloseable {

    private final Path path;
    private final ZipFile zip;
    private final Contents contents;

    private BackupFile(Path path, ZipFile zip, Contents contents) {
        this.path = path;
        this.zip = zip;
        this.contents = contents;
    }

    /// @throws BackupRefused if the file is anything else
    public static BackupFile open(Path path, Scripts scripts) throws BackupRefused {
        if (!Files.isRegularFile(path)) {
            throw new BackupRefused(path + " is no file.");
        }
        try {
            SealedFile.check(path);
            ZipFile zip = new ZipFile(path.toFile());
            try {
                Contents contents = contents(path, zip);
                refuseUnlessKnown(path, contents, scripts.known());
                return new BackupFile(path, zip, contents);
            } catch (IOException | BackupRefused | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BackupRefused(path + " cannot be read: ", e);
        }
    }

    private static Contents contents(Path path, ZipFile zip) throws IOException, BackupRefused {
        try (InputStream json = entry(zip, Contents.ENTRY)) {
            var tree = JsonMapper.shared().readTree(json);
            int format = tree.path("format").asInt(0);
            if (format != Contents.FORMAT) {
                throw newer(path, tree.path("madeBy").asString("?"));
            }
            return JsonMapper.shared().treeToValue(tree, Contents.class);
        } catch (JacksonException unlike) {
            throw new BackupRefused(path + " has contents that this Frontrow does not understand: ", unlike);
        }
    }

    /// Scripts of later versions have made tables that this one does not know.
    private static void refuseUnlessKnown(Path path, Contents contents, List<Script> known) throws BackupRefused {
        for (Script script : contents.scripts()) {
            Optional<Script> own = known.stream()
                    .filter(each -> each.module().equals(script.module())
                            && each.version().equals(script.version()))
                    .findFirst();
            if (own.isEmpty()) {
                throw newer(path, contents.madeBy());
            }
            if (!own.get().equals(script)) {
                throw new BackupRefused(
                        "%s was made by another Frontrow (%s), whose tables of %s differ: restore it with that one."
                                .formatted(path, contents.madeBy(), script.module()));
            }
        }
    }

    private static BackupRefused newer(Path path, String madeBy) {
        return new BackupRefused(
                "%s was made by a newer Frontrow (%s): restore it with that one.".formatted(path, madeBy));
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    Path path() {
        return path;
    }

    Contents contents() {
        return contents;
    }

    InputStream rows(Contents.Table table) throws IOException {
        return entry(zip, table.entry());
    }

    /// The signing key; empty if a setting had it, and not a file of the data folder.
    public Optional<byte[]> key() throws IOException {
        if (zip.getEntry(Contents.KEY) == null) {
            return Optional.empty();
        }
        try (InputStream key = entry(zip, Contents.KEY)) {
            return Optional.of(key.readAllBytes());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
