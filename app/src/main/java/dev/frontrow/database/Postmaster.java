package dev.frontrow.database;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The PostgreSQL server process recorded in `postmaster.pid` of a database folder.
record Postmaster(Path database, long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int LINES_MAX = 10;
    private static final int BYTES_MAX = 4096;

    /// Empty if there is no pid file, or if it is malformed.
    static Optional<Postmaster> recordedIn(Path database) {
        try (var in = Files.newInputStream(file(database))) {
            byte[] start = in.readNBytes(BYTES_MAX);
            List<String> lines = new BufferedReader(
                            new InputStreamReader(new ByteArrayInputStream(start), StandardCharsets.ISO_8859_1))
                    .lines()
                    .limit(LINES_MAX)
                    .toList();
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

    static Path file(Path database) {
        return database.resolve("postmaster.pid");
    }

    /// Whether the process still runs and belongs to this folder: after a reboot its pid may have been reused.
    boolean isAlive() {
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(process -> PostgresProcesses.isAtWorkIn(database, process))
                        .isPresent();
    }
}
