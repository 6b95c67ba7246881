package dev.frontrow.hotpath;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// How much CPU the server and its PostgreSQL have used, as Linux accounts for it.
final class CpuMeter {

    /// Linux counts in hundredths of a second towards programs, whatever it ticks in itself.
    private static final long MILLIS_PER_TICK = 10;

    /// A line of `/proc/PID/stat`: the name of the program may contain anything, so fields count from its end.
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

    /// All processes of the PostgreSQL server. What those used that have ended stands with the postmaster, who waited
    /// for them; so a connection that is closed takes nothing away.
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
            // Ended since the folder was read.
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
