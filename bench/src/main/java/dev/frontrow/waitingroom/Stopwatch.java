package dev.frontrow.waitingroom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Times ticks. The kernel says how long a thread that could have run had to wait for a core, because other programs
/// had it: that is no cost of a tick. A pause for garbage collection is. Where the kernel does not say, nothing is
/// taken off.
final class Stopwatch {

    private static final Path SCHEDULING = Path.of("/proc/thread-self/schedstat");

    private final long[] own;
    private final long[] wall;
    private final @Nullable FileChannel scheduling;
    private final ByteBuffer buffer = ByteBuffer.allocate(128);
    private int laps;
    private long startedAt;
    private long waitedBefore;

    Stopwatch(int lapsMax) {
        own = new long[lapsMax];
        wall = new long[lapsMax];
        scheduling = open();
    }

    private static @Nullable FileChannel open() {
        try {
            return FileChannel.open(SCHEDULING);
        } catch (IOException notLinux) {
            return null;
        }
    }

    void start() {
        waitedBefore = waited();
        startedAt = System.nanoTime();
    }

    void stop() {
        long took = System.nanoTime() - startedAt;
        wall[laps] = took;
        own[laps++] = Math.max(0, took - (waited() - waitedBefore));
    }

    /// Nanoseconds: the second of the three figures.
    private long waited() {
        if (scheduling == null) {
            return 0;
        }
        try {
            buffer.clear();
            int length = scheduling.read(buffer, 0);
            String line = new String(buffer.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII);
            int from = line.indexOf(' ') + 1;
            return Long.parseLong(line.substring(from, line.indexOf(' ', from)));
        } catch (IOException | RuntimeException unreadable) {
            return 0;
        }
    }

    /// In milliseconds.
    record Times(double median, double p999, double longest, double longestOnTheWall) {}

    Times times() throws IOException {
        if (scheduling != null) {
            scheduling.close();
        }
        long[] sorted = Arrays.copyOf(own, laps);
        Arrays.sort(sorted);
        long longestOnTheWall = Arrays.stream(wall).max().orElse(0);
        return new Times(
                sorted[laps / 2] / 1e6,
                sorted[(int) (laps * 0.999)] / 1e6,
                sorted[laps - 1] / 1e6,
                longestOnTheWall / 1e6);
    }
}
