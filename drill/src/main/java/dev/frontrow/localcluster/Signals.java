package dev.frontrow.localcluster;

import java.io.IOException;

/// Sends signals that [Process] does not know.
final class Signals {

    private Signals() {}

    /// Suspends a process: its connections stay open, and it answers nothing.
    static void suspend(Process process) throws IOException, InterruptedException {
        send("STOP", process);
    }

    static void resume(Process process) throws IOException, InterruptedException {
        send("CONT", process);
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        // Debian has kill as a program only in a package that may be missing; each shell has one of its own.
        new ProcessBuilder("sh", "-c", "kill -" + signal + " \"$0\"", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
