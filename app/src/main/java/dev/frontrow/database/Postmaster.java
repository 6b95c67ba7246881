package dev.frontrow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The PostgreSQL server process that `postmaster.pid` in a database folder tells of.
record Postmaster(Path database, long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    static Optional<Postmaster> recordedIn(Path database) {
        try {
            List<String> lines = Files.readAllLines(file(database));
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            return Optional.of(new Postmaster(
                    database,
                    Long.parseLong(lines.get(PID_LINE).strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path database) {
        return database.resolve("postmaster.pid");
    }

    /// Whether the process still runs and really is this folder's: after a crash of the machine its number may
    /// have gone to somebody else, and where nobody collects dead children it stays listed as a zombie.
    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie() && isOurs();
    }

    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isOurs() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .map(arguments -> Arrays.asList(arguments).contains(database.toString()))
                // Where the system does not tell, PostgreSQL's own check has the last word.
                .orElse(true);
    }

    /// PostgreSQL believes in a recorded process as long as its number exists, and would refuse to start beside
    /// a zombie. Its second check, on the shared memory that belongs to the folder, still protects the data
    /// from leftover children.
    void forgetIfDead() throws IOException {
        if (!isAlive()) {
            Files.deleteIfExists(file(database));
        }
    }
}
