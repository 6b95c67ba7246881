package dev.frontrow.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
                    "The data folder " + wanted.toAbsolutePath() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Path prepared(Path wanted) throws IOException {
        Files.createDirectories(wanted);
        Path folder = wanted.toRealPath();
        if (!Files.exists(folder.resolve(LOCK)) && holdsForeignFiles(folder)) {
            throw new DatabaseStartFailure("The folder " + folder
                    + " is not empty and not a data folder of Frontrow: choose another one with --data.");
        }
        return folder;
    }

    private static boolean holdsForeignFiles(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            // A fresh volume is empty but for this.
            return content.anyMatch(file -> !file.endsWith("lost+found"));
        }
    }

    private static DataFolder locked(Path folder) throws IOException {
        FileChannel lock = FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
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
            // A mounted volume may belong to somebody else. What is secret in it has its own permissions.
        }
    }

    private static DatabaseStartFailure inUse(Path folder, String holder) {
        return new DatabaseStartFailure("The data folder " + folder + " is in use by another Frontrow (pid " + holder
                + "): stop that one, or choose another folder with --data.");
    }

    private static String holder(Path folder) throws IOException {
        return Files.readString(folder.resolve(LOCK)).split(" ", 2)[0];
    }

    /// Deletes what is in the folder, except the lock and the unpacked programs, which every start would make
    /// again.
    void empty() {
        try (Stream<Path> content = Files.list(folder)) {
            for (Path file : content.toList()) {
                if (!file.equals(lockFile()) && !file.equals(binaries())) {
                    FileSystemUtils.deleteRecursively(file);
                }
            }
        } catch (IOException e) {
            throw new DatabaseStartFailure("The data folder " + folder + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    Path folder() {
        return folder;
    }

    Path binaries() {
        return folder.resolve("postgres-binaries");
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
