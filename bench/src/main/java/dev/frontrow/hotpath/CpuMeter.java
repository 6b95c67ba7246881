package dev.frontrow.hotpath;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The CPU time of the server and its PostgreSQL, from Linux's accounting.
final class CpuMeter {

    /// Linux reports hundredths of a second, independent of its internal ticks.
    private static final long MILLIS_PER_TICK = 10;

    /// A line of `/proc/PID/stat`. The program's name may contain any characters, so fields are counted from its
    /// end.
    record Stat(long parent, long ticks, long ticksOfChildren) {

        static Stat parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        }
    }

    private final Path proc;
    private final long server;
    private final long postmaster;

    CpuMeter(Path proc, long server, long postmaster) {
        this.proc = proc;
        this.server = server;
        this.postmaster = postmaster;
    }

    Duration all() throws IOException {
        return server().plus(postgres());
    }

    Duration server() throws IOException {
        return duration(stat(proc.resolve(Long.toString(server))).ticks());
    }

    /// The CPU time of all PostgreSQL processes. The postmaster's counters include its ended children, so a
    /// closed connection loses nothing.
    Duration postgres() throws IOException {
        Stat master = stat(proc.resolve(Long.toString(postmaster)));
        long ticks = master.ticks() + master.ticksOfChildren();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                ticks += ticksOfChild(process);
            }
        }
        return duration(ticks);
    }

    private long ticksOfChild(Path process) {
        try {
            Stat stat = stat(process);
            return stat.parent() == postmaster ? stat.ticks() : 0;
        } catch (IOException _) {
            // The process ended after the folder was listed.
            return 0;
        }
    }

    private static Stat stat(Path process) throws IOException {
        return Stat.parse(Files.readString(process.resolve("stat")));
    }

    private static Duration duration(long ticks) {
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }
}
