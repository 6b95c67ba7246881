package dev.frontrow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// PostgreSQL's processes that are at work in a database folder, told by what they run and where: a process number
/// alone may have gone to a stranger, and whoever only names the folder among its arguments may be one too.
final class PostgresProcesses {

    private static final String PROGRAM = "postgres";
    private static final Path PROC = Path.of("/proc");
    private static final int END_SECONDS_MAX = 10;

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

    /// Kills them, and comes back when they are gone. What was committed is safe.
    static void kill(List<ProcessHandle> processes) throws IOException, InterruptedException {
        processes.forEach(ProcessHandle::destroyForcibly);
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("processes of an earlier PostgreSQL do not end: "
                    + processes.stream().map(ProcessHandle::pid).toList());
        }
    }
}
