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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// A data folder that this process has claimed for itself until it closes it. The claim is a lock of the
/// operating system on `frontrow.lock`, so it ends with the process however that ends; the file's content only
/// says who holds it.
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "frontrow.lock";
    private static final String BINARIES = "postgres-binaries";
    private static final String LOG = "postgres.log";

    /// Only Frontrow uses these names.
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
            "lost+found");

    private static final int HOLDER_BYTES_MAX = 20;

    /// Locks of the operating system belong to the whole process, and one is lost when any channel on its file
    /// closes: a second claim in this process must be refused before it opens the file.
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;
    private final String claim;

    private DataFolder(Path folder, FileChannel lock, String claim) {
        this.folder = folder;
        this.lock = lock;
        this.claim = claim;
    }

    static DataFolder claim(Path wanted) {
        try {
            Path folder = prepared(wanted);
            if (!CLAIMED.add(folder)) {
                throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return locked(folder);
            } catch (IOException | RuntimeException e) {
                CLAIMED.remove(folder);
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new DatabaseStartFailure(
                    "The data folder " + wanted.toAbsolutePath() + " cannot be written by this user: make it writable,"
                            + " or choose another one with --data.",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new DatabaseStartFailure(
                    "The data folder " + wanted.toAbsolutePath() + " cannot be made: " + e.getFile()
                            + " is a file. Choose another one with --data.",
                    e);
        } catch (IOException e) {
            throw new DatabaseStartFailure(
                    "The data folder " + wanted.toAbsolutePath() + " cannot be used: " + told(e), e);
        }
    }

    private static Path prepared(Path wanted) throws IOException {
        Files.createDirectories(wanted);
        Path folder = wanted.toRealPath();
        if (!Files.exists(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS) && holdsForeignFiles(folder)) {
            throw new DatabaseStartFailure("The folder " + folder
                    + " is not empty and not a data folder of Frontrow: choose another one with --data.");
        }
        refuseUnlessFile(folder.resolve(LOCK));
        return folder;
    }

    /// A file that we write to must not lead elsewhere.
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
            // A fresh volume is empty except for `lost+found`; a data folder that has lost its lock still has our
            // other files.
            return !names.stream().allMatch(name -> OURS_OR_NOBODYS.contains(name) || name.matches("initdb.*\\.tmp"))
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
            // A mounted volume may belong to another user. The secret files in it have permissions of their own.
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

    /// Deletes what is in the folder, except the lock and the unpacked programs, which every start would make
    /// again.
    void empty() {
        try (Stream<Path> content = Files.list(folder)) {
            // First the passwords: with them, a database that is gone counts as lost.
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

    /// Removes files that killed starts have left behind, some of them secret, and refuses files and folders of
    /// the wrong kind.
    void tidy() throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            for (Path file : content.toList()) {
                // From here the superuser's password was once handed to initdb.
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

    private static void refuseUnlessFolder(Path wanted) {
        if (Files.exists(wanted, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(wanted)) {
            throw new DatabaseStartFailure(
                    "In the data folder " + wanted + " is something else, where a folder belongs: move it away.");
        }
    }

    boolean hasPasswords() {
        return Files.exists(passwords());
    }

    private Path passwords() {
        return folder.resolve(Passwords.FILE);
    }

    /// Puts a fault of files into words: many exceptions carry no more than the file's name.
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

    /// What the lock file says while this claim, and no later one, holds the folder.
    String claim() {
        return claim;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        CLAIMED.remove(folder);
    }
}
