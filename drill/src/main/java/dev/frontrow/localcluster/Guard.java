package dev.frontrow.localcluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// Kills the watched processes if this one is killed before it could end them. A small shell process in its own session
/// reads a pipe from this process, which closes when this process ends, for whatever reason. Thread-safe.
final class Guard implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            while read -r what pid; do
              case $what in
                watch) pids="$pids$pid " ;;
                forget) pids="${pids%%" $pid "*} ${pids#*" $pid "}" ;;
              esac
            done
            for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
            """;

    /// `setsid` keeps it alive when a whole process group is killed; without `setsid`, the traps must suffice.
    private static final String IN_OWN_SESSION =
            "if command -v setsid >/dev/null 2>&1; then exec setsid sh -c \"$0\"; else exec sh -c \"$0\"; fi";

    private final Process process;
    private final Writer told;

    private Guard(Process process) {
        this.process = process;
        this.told = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static Guard start() throws IOException {
        return new Guard(new ProcessBuilder("sh", "-c", IN_OWN_SESSION, SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    void watch(long pid) throws IOException {
        tell("watch", pid);
    }

    /// It has ended. Its id may soon be another process's.
    void forget(long pid) throws IOException {
        tell("forget", pid);
    }

    private synchronized void tell(String what, long pid) throws IOException {
        told.write(what + " " + pid + "\n");
        told.flush();
    }

    /// Call once all have ended.
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
