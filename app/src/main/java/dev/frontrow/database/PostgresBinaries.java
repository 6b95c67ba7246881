package dev.frontrow.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's binaries for this machine, unpacked from the jar into a folder named after the archive's
/// checksum, so that a newer Frontrow unpacks its own. Or older ones, which can still read what they have made.
final class PostgresBinaries {

    private static final Set<String> KEPT_ENVIRONMENT = Set.of("PATH", "HOME", "TMPDIR");

    private static final Pattern TOLD_VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

    private final Path folder;
    private final String major;
    private final boolean isNew;

    private PostgresBinaries(Path folder, String major, boolean isNew) {
        this.folder = folder;
        this.major = major;
        this.isNew = isNew;
    }

    static PostgresBinaries unpackedIn(Path parent) {
        try {
            byte[] archive = archive();
            CRC32C checksum = new CRC32C();
            checksum.update(archive);
            Path folder = parent.resolve("%08x-%d".formatted(checksum.getValue(), archive.length));
            boolean isNew = !UnpackedFiles.areWholeIn(folder);
            if (isNew) {
                FileSystemUtils.deleteRecursively(folder);
                unpack(archive, folder);
            }
            return new PostgresBinaries(folder, PostgresServer.VERSION, isNew);
        } catch (IOException e) {
            throw new DatabaseStartFailure("PostgreSQL cannot be unpacked into " + parent + ": " + e.getMessage(), e);
        }
    }

    /// Those of this major version that an older Frontrow has unpacked here.
    static Optional<PostgresBinaries> keptIn(Path parent, String major) throws IOException {
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path folder : folders.toList()) {
                if (Files.isExecutable(folder.resolve("bin/postgres"))) {
                    PostgresBinaries kept = installedIn(folder);
                    if (kept.major.equals(major)) {
                        return Optional.of(kept);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// Those of a folder with a folder `bin`.
    static PostgresBinaries installedIn(Path folder) throws IOException {
        Process told = new PostgresBinaries(folder.toRealPath(), "", false)
                .command("postgres", "--version")
                .redirectErrorStream(true)
                .start();
        try (var output = told.inputReader()) {
            String said = output.lines().collect(Collectors.joining(" "));
            Matcher version = TOLD_VERSION.matcher(said);
            if (!version.find()) {
                throw new IOException(folder + " has no PostgreSQL: " + said);
            }
            return new PostgresBinaries(folder.toRealPath(), version.group(1), false);
        }
    }

    String major() {
        return major;
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        String hardware = System.getProperty("os.arch");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, hardware.equals("amd64") ? "x86_64" : hardware)) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new DatabaseStartFailure(
                    "This build of Frontrow brings no PostgreSQL for " + system + " on " + hardware
                            + ": name your own database with SPRING_DATASOURCE_URL, or take a build that brings one.",
                    e);
        }
    }

    /// Unpacks into a temporary folder and renames it at the end, so that an interrupted start leaves nothing
    /// half done.
    private static void unpack(byte[] archive, Path folder) throws IOException {
        Path unfinished = Files.createTempDirectory(Files.createDirectories(folder.getParent()), "unpacking-");
        try (var tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, unfinished.resolve(entry.getName()));
            }
        }
        UnpackedFiles.remember(unfinished);
        try {
            Files.move(unfinished, folder);
        } catch (IOException e) {
            // Another process has unpacked the same archive meanwhile.
            FileSystemUtils.deleteRecursively(unfinished);
            if (!UnpackedFiles.areWholeIn(folder)) {
                throw e;
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if (entry.getName().matches("(\\./)?bin/.*") && !target.toFile().setExecutable(true, true)) {
            throw new IOException(target + " cannot be made executable");
        }
    }

    /// Deletes what others have unpacked beside these, if these are new. Call it when they are known to fit: a database
    /// of an older version needs the older ones.
    void replaceOthers() throws IOException {
        if (!isNew) {
            return;
        }
        try (Stream<Path> others = Files.list(folder.getParent())) {
            for (Path other : others.toList()) {
                if (!other.equals(folder)) {
                    FileSystemUtils.deleteRecursively(other);
                }
            }
        }
    }

    /// A process builder for one of the binaries. PostgreSQL refuses to run as root; for root it runs in a user
    /// namespace of its own, where the user has another id and no privileges.
    ProcessBuilder command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command);
        // PGDATA, PGPORT and the like would change what runs here, and PostgreSQL must not see the application's
        // secrets.
        process.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        process.environment().put("LC_ALL", "C");
        return process;
    }
}
