package dev.frontrow.hotpath;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Sends requests at a fixed rate, like independent clients. Each is timed from the moment at which it was due.
/// So if the server hangs, requests that could not be sent count as waiting too. One thread serves all
/// connections, because the generator takes CPU from the server on the same machine.
final class OpenLoop {

    private static final long REST_NANOS = 100_000;
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(30).toNanos();
    private static final long MICROS_MAX = 60_000_000;
    private static final double MICROS_PER_MILLI = 1_000;

    private final int port;
    private final int connections;
    private final double perSecond;
    private final int status;
    private final Histogram micros = new Histogram(MICROS_MAX, 3);
    private final Queue<OpenConnection> free = new ArrayDeque<>();

    /// @param connections the number of connections; the wait for a free one counts as part of the time
    /// @param status      the required status of every answer
    OpenLoop(int port, int connections, double perSecond, int status) {
        this.port = port;
        this.connections = connections;
        this.perSecond = perSecond;
        this.status = status;
    }

    /// @param runIn requests that are due in this first period are sent and not counted
    Latencies run(List<String> requests, Duration runIn) throws IOException {
        List<byte[]> bytes = requests.stream()
                .map(request -> request.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<OpenConnection> open = new ArrayList<>();
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open.add(new OpenConnection(port, selector));
            }
            free.addAll(open);
            send(bytes, runIn.toNanos(), selector);
        } finally {
            for (OpenConnection connection : open) {
                connection.close();
            }
        }
        return new Latencies(
                perSecond,
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }

    private void send(List<byte[]> requests, long runInNanos, Selector selector) throws IOException {
        long start = System.nanoTime();
        long countedFrom = start + runInNanos;
        long heard = start;
        int sent = 0;
        int answered = 0;
        while (answered < requests.size()) {
            while (sent < requests.size() && !free.isEmpty() && System.nanoTime() >= due(start, sent)) {
                free.remove().send(requests.get(sent), due(start, sent));
                sent++;
            }
            int news = answers(selector, countedFrom);
            answered += news;
            if (news > 0) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE_NANOS_MAX) {
                throw new IOException("the server has not answered for " + Duration.ofNanos(SILENCE_NANOS_MAX));
            } else {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
    }

    private long due(long start, int number) {
        return start + (long) (number / perSecond * 1e9);
    }

    private int answers(Selector selector, long countedFrom) throws IOException {
        int answers = 0;
        selector.selectNow();
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (OpenConnection) key.attachment();
            if (connection.isAnswered(status)) {
                if (connection.due() - countedFrom >= 0) {
                    micros.recordValue((System.nanoTime() - connection.due()) / 1_000);
                }
                free.add(connection);
                answers++;
            }
        }
        selector.selectedKeys().clear();
        return answers;
    }
}
