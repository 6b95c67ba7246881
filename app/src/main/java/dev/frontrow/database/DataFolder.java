package dev.frontrow.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// A data folder claimed exclusively by this process until it is closed. The claim is an operating-system lock on
/// `frontrow.lock`, so it ends with the process, even after a crash. The file's content only names the holder.
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "frontrow.lock";
    private static final String BINARIES = "postgres-binaries";
    private static final String LOG = "postgres.log";

    /// Names that only Frontrow uses.
    private static final Set<String> OURS_ALONE = Set.of(Passwords.FILE, BINARIES, "token.key");

    private static final Set<String> OURS_OR_NOBODYS = Set.of(
            Passwords.FILE,
            Passwords.FILE + ".new",
            BINARIES,
            "token.key",
            "token.key.new",
            "postgres",
            "postgres.new",
            LOG,
            LOG + ".old",
            "frontrow.aot",
            "frontrow.aot.log",
            "frontrow.aot.training",
            "lost+found");

    private static final List<String> MOVED_ASIDE = List.of("postgres", Passwords.FILE, "token.key");

    private static final int HOLDER_BYTES_MAX = 20;

    /// File locks belong to the whole process, and closing any channel on the file releases them. So a second
    /// claim in this process must be refused before it opens the file.
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;
    private final String claim;

    private DataFolder(Path folder, FileChannel lock, String claim) {
        this.folder = folder;
        this.lock = lock;
        this.claim = claim;
    }

    static DataFolder claim(Path named) {
        String folder = "The data folder " + named.toAbsolutePath();
        try {
            return claimed(prepared(named));
        } catch (AccessDeniedException e) {
            throw new DatabaseStartFailure(
                    folder + " cannot be written by this user: make it writable, or choose another one with --data.",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new DatabaseStartFailure(
                    folder + " cannot be made: " + e.getFile() + " is a file. Choose another one with --data.", e);
        } catch (IOException e) {
            throw new DatabaseStartFailure(folder + " cannot be used: " + told(e), e);
        }
    }

    private static DataFolder claimed(Path folder) throws IOException {
        if (!CLAIMED.add(folder)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return locked(folder);
        } catch (IOException | RuntimeException e) {
            CLAIMED.remove(folder);
            throw e;
        }
    }

    private static Path prepared(Path named) throws IOException {
        Files.createDirectories(named);
        Path folder = named.toRealPath();
        if (!Files.exists(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS) && holdsForeignFiles(folder)) {
            throw new DatabaseStartFailure("The folder " + folder
                    + " is not empty and not a data folder of Frontrow: choose another one with --data.");
        }
        refuseUnlessFile(folder.resolve(LOCK));
        return folder;
    }

    /// Refuses folders and links where a file is expected: what is written to the file must not end up elsewhere.
    private static void refuseUnlessFile(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DatabaseStartFailure(
                    "In the data folder " + file + " is a folder or a link, where a file belongs: move it away.");
        }
    }

    private static boolean holdsForeignFiles(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            List<String> names =
                    content.map(file -> String.valueOf(file.getFileName())).toList();
            // A fresh volume has only `lost+found`; a data folder that has lost its lock file still has
            // Frontrow's other files.
            return !names.stream()
                            .allMatch(name ->
                                    OURS_OR_NOBODYS.contains(name) || name.matches("initdb.*\\.tmp|replaced-\\d+"))
                    || (names.contains("postgres") && names.stream().noneMatch(OURS_ALONE::contains));
        }
    }

    private static DataFolder locked(Path folder) throws IOException {
        FileChannel lock = FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (lock.tryLock() == null) {
                throw inUse(folder, holder(folder));
            }
            closeToOthers(folder);
            String claim = ProcessHandle.current().pid() + " " + UUID.randomUUID();
            lock.truncate(0);
            lock.write(ByteBuffer.wrap((claim + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataFolder(folder, lock, claim);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void closeToOthers(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            // A mounted volume may belong to another user. Secret files in it have their own permissions.
        }
    }

    private static DatabaseStartFailure inUse(Path folder, String holder) {
        return new DatabaseStartFailure("The data folder " + folder + " is in use by another Frontrow (pid " + holder
                + "): stop that one, or choose another folder with --data.");
    }

    private static String holder(Path folder) throws IOException {
        try (var in = Files.newInputStream(folder.resolve(LOCK))) {
            String said = new String(in.readNBytes(HOLDER_BYTES_MAX), StandardCharsets.ISO_8859_1).split(" ", 2)[0];
            return said.matches("\\d+") ? said : "unknown";
        }
    }

    /// Deletes the folder's content, except the lock file and the unpacked binaries, which every start needs.
    void empty() {
        try (Stream<Path> content = Files.list(folder)) {
            // Passwords first: if they exist without a database, the database counts as lost.
            Files.deleteIfExists(passwords());
            for (Path file : content.toList()) {
                if (!file.equals(lockFile()) && !file.equals(binaries())) {
                    FileSystemUtils.deleteRecursively(file);
                }
            }
        } catch (IOException e) {
            throw new DatabaseStartFailure("The data folder " + folder + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    /// Moves what makes a database into the first free folder `replaced-1`, `replaced-2`, … inside; empty if there is
    /// nothing to move.
    Optional<Path> setAside() throws IOException {
        if (MOVED_ASIDE.stream().noneMatch(name -> Files.exists(folder.resolve(name)))) {
            return Optional.empty();
        }
        Path aside = Stream.iterate(1, n -> n + 1)
                .map(n -> folder.resolve("replaced-" + n))
                .filter(free -> !Files.exists(free, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
        Files.createDirectory(
                aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : MOVED_ASIDE) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.move(folder.resolve(name), aside.resolve(name));
            }
        }
        return Optional.of(aside);
    }

    /// Removes files that interrupted starts left behind, some of them secret, and refuses files and folders of
    /// the wrong kind.
    void tidy() throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            for (Path file : content.toList()) {
                // Such files were once used to pass the superuser's password to initdb.
                if (String.valueOf(file.getFileName()).matches("initdb.*\\.tmp|database\\.password\\.new")) {
                    FileSystemUtils.deleteRecursively(file);
                }
            }
        }
        refuseUnlessFile(passwords());
        refuseUnlessFolder(binaries());
        refuseUnlessFolder(PostgresServer.databaseIn(folder));
        if (Files.isDirectory(folder.resolve(LOG))) {
            refuseUnlessFile(folder.resolve(LOG));
        }
        if (hasPasswords()) {
            Files.setPosixFilePermissions(passwords(), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void refuseUnlessFolder(Path named) {
        if (Files.exists(named, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(named)) {
            throw new DatabaseStartFailure(
                    "In the data folder " + named + " is something else, where a folder belongs: move it away.");
        }
    }

    boolean hasPasswords() {
        return Files.exists(passwords());
    }

    private Path passwords() {
        return folder.resolve(Passwords.FILE);
    }

    /// Describes a file error in words: many of these exceptions carry only the file's name.
    static String told(Exception fault) {
        Throwable cause = fault instanceof UncheckedIOException && fault.getCause() != null ? fault.getCause() : fault;
        return switch (cause) {
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user";
            case NoSuchFileException missing -> missing.getFile() + " is missing";
            case NotDirectoryException file -> file.getFile() + " is not a folder";
            default -> String.valueOf(cause.getMessage());
        };
    }

    Path folder() {
        return folder;
    }

    Path binaries() {
        return folder.resolve(BINARIES);
    }

    Path lockFile() {
        return folder.resolve(LOCK);
    }

    /// The content of the lock file while this claim holds the folder; differs for every claim.
    String claim() {
        return claim;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        CLAIMED.remove(folder);
    }
}
