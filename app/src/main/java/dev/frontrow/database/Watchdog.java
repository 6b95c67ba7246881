package dev.frontrow.database;

import java.io.IOException;

/// Stops PostgreSQL if this process is killed before it could. A small shell process in its own session reads a
/// pipe from this process. The pipe closes when this process ends, for whatever reason; then the shell stops the
/// server, first with SIGINT, after 10 s with SIGQUIT, after 18 s with SIGKILL.
final class Watchdog implements AutoCloseable {

    /// A new start may already have its own server in the same folder. So the script reads the pid first and the
    /// claim in the lock file afterwards: only an unchanged claim means that the pid is ours to stop. It waits
    /// three seconds for a `postmaster.pid`, because a server that was just starting records its pid late. A pid
    /// only counts if PostgreSQL runs in the folder under it, as far as the system tells. A stopped process is
    /// resumed so that it gets the signal.
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

    /// `setsid` keeps it alive when a whole process group is killed; without `setsid`, the traps must suffice.
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

    /// Call once PostgreSQL is stopped.
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
