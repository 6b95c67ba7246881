package dev.frontrow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL's processes of a database folder. They are identified by executable and working directory: a pid
/// alone may have been reused, and an unrelated process may have the folder among its arguments.
final class PostgresProcesses {

    private static final String PROGRAM = "postgres";
    private static final Path PROC = Path.of("/proc");
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final int LOOK_EVERY_MILLIS = 20;

    private PostgresProcesses() {}

    /// Whether this process runs `postgres` in this working directory, as every process of a server does. False
    /// for a zombie, which has neither.
    static boolean isAtWorkIn(Path database, ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return isNamedBy(database, process);
        }
        Path own = PROC.resolve(Long.toString(process.pid()));
        try {
            // If an update has deleted the executable, the kernel appends " (deleted)" to its name.
            String program =
                    String.valueOf(Files.readSymbolicLink(own.resolve("exe")).getFileName());
            return program.split(" ", 2)[0].equals(PROGRAM) && Files.isSameFile(own.resolve("cwd"), database);
        } catch (IOException gone) {
            return false;
        }
    }

    /// Fallback for systems without `/proc`.
    private static boolean isNamedBy(Path database, ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().map(command -> command.endsWith("/" + PROGRAM)).orElse(true)
                && info.arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(database.toString()))
                        // PostgreSQL's own check decides.
                        .orElse(true);
    }

    static List<ProcessHandle> atWorkIn(Path database) {
        return ProcessHandle.allProcesses()
                .filter(process -> isAtWorkIn(database, process))
                .toList();
    }

    /// Resumes processes that were stopped by a signal: until then they handle no other one.
    static void resume(List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            new ProcessBuilder("sh", "-c", "kill -CONT \"$0\"", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /// Kills the processes and returns once none of them is at work. Committed data are safe. A zombie may stay
    /// listed for ever if its parent does not reap it.
    static void kill(Path database, List<ProcessHandle> processes) throws IOException, InterruptedException {
        processes.forEach(ProcessHandle::destroyForcibly);
        long begun = System.nanoTime();
        while (processes.stream().anyMatch(process -> isAtWorkIn(database, process))) {
            if (System.nanoTime() - begun > END_MAX.toNanos()) {
                throw new IOException("processes of an earlier PostgreSQL do not end: "
                        + processes.stream().map(ProcessHandle::pid).toList());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
