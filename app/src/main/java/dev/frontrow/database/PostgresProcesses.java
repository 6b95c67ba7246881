package dev.frontrow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// PostgreSQL's processes that are at work in a database folder, told by what they run and where: a process number
/// alone may have gone to a stranger, and whoever only names the folder among its arguments may be one too.
final class PostgresProcesses {

    private static final String PROGRAM = "postgres";
    private static final Path PROC = Path.of("/proc");
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final int LOOK_EVERY_MILLIS = 20;

    private PostgresProcesses() {}

    /// Whoever has the program's name and this folder as its working folder, as every process of a server has. A dead
    /// child that nobody collects has neither any more.
    static boolean isAtWorkIn(Path database, ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return isNamedBy(database, process);
        }
        Path own = PROC.resolve(Long.toString(process.pid()));
        try {
            // An update has deleted the program of one that still runs; then this is said behind its name.
            String program =
                    String.valueOf(Files.readSymbolicLink(own.resolve("exe")).getFileName());
            return program.split(" ", 2)[0].equals(PROGRAM) && Files.isSameFile(own.resolve("cwd"), database);
        } catch (IOException gone) {
            return false;
        }
    }

    /// Where the system does not show where a process works.
    private static boolean isNamedBy(Path database, ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().map(command -> command.endsWith("/" + PROGRAM)).orElse(true)
                && info.arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(database.toString()))
                        // PostgreSQL's own check has the last word.
                        .orElse(true);
    }

    static List<ProcessHandle> atWorkIn(Path database) {
        return ProcessHandle.allProcesses()
                .filter(process -> isAtWorkIn(database, process))
                .toList();
    }

    /// Lets processes go on that somebody has stopped: until then they hear nothing.
    static void resume(List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            new ProcessBuilder("sh", "-c", "kill -CONT \"$0\"", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /// Kills them, and comes back when none of them is at work any more; what was committed is safe. That one is listed
    /// still does not matter: where nobody collects dead children, it always will be.
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
