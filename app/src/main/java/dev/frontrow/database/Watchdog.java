package dev.frontrow.database;

import java.io.IOException;

/// Stops PostgreSQL when this process is killed before it could do so itself. A small shell process in a
/// session of its own reads a pipe from this one; the pipe ends when this process does, however that happens,
/// and then the shell stops the server: politely at first, at once if that takes too long.
final class Watchdog implements AutoCloseable {

    /// A start that comes right after may already have its own server in the same folder. The claim in the lock
    /// file, looked at after the process number was read, tells whether that number is still ours to stop. The
    /// first seconds without a `postmaster.pid` are waited out, because a server that was just being started
    /// appears late. A number counts only if PostgreSQL works in the folder under it, as far as the system tells;
    /// a stopped process is woken, so that it gets the signal.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            while read -r line; do :; done
            ours() {
              [ "$1" -gt 0 ] 2>/dev/null || return 1
              [ -d /proc/self ] || return 0
              [ "$(readlink "/proc/$1/cwd")" = "$2" ] || return 1
              case $(readlink "/proc/$1/exe") in */postgres | *"/postgres "*) return 0 ;; esac
              return 1
            }
            database=$(cd "$1" 2>/dev/null && pwd -P || echo "$1")
            signal=INT
            seen=
            round=0
            while [ $round -lt 200 ]; do
              pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null)
              [ "$(cat "$2" 2>/dev/null)" = "$3" ] || exit 0
              if ours "$pid" "$database"; then
                seen=yes
                kill -CONT "$pid" 2>/dev/null
                kill -$signal "$pid" 2>/dev/null
              elif [ -n "$seen" ] || [ $round -ge 30 ]; then
                exit 0
              fi
              round=$((round + 1))
              [ $round -lt 100 ] || signal=QUIT
              [ $round -lt 180 ] || signal=KILL
              sleep 0.1
            done
            """;

    /// `setsid` keeps it alive when a whole process group is killed; where there is none, the traps must do.
    private static final String IN_OWN_SESSION = """
            if command -v setsid >/dev/null 2>&1; then exec setsid sh -c "$@"; else exec sh -c "$@"; fi
            """;

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    static Watchdog over(DataFolder folder) throws IOException {
        return new Watchdog(new ProcessBuilder(
                        "sh",
                        "-c",
                        IN_OWN_SESSION,
                        "frontrow-watchdog",
                        SCRIPT,
                        "frontrow-watchdog",
                        PostgresServer.databaseIn(folder.folder()).toString(),
                        folder.lockFile().toString(),
                        folder.claim())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// To be called when PostgreSQL is stopped: there is nothing left to watch.
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
