package dev.frontrow.waitingroom.news;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// What other nodes have recently reported of a room. A node that falls silent soon counts as gone. Thread-safe.
public final class OtherNodes {

    /// Nodes report every second.
    private static final Duration KEPT = Duration.ofSeconds(5);

    /// Calls of the shop, and the highest 99th percentile of their latency.
    public record Calls(long count, Duration p99) {

        static final Calls NONE = new Calls(0, Duration.ZERO);

        public Calls plus(Calls other) {
            return new Calls(count + other.count, p99.compareTo(other.p99) > 0 ? p99 : other.p99);
        }
    }

    private record Heard(int atTheDoor, Instant at) {}

    private final Map<UUID, Heard> doors = new ConcurrentHashMap<>();
    private final AtomicReference<Calls> calls = new AtomicReference<>(Calls.NONE);

    public void heard(RoomChange.Report report, Instant now) {
        doors.put(report.node(), new Heard(report.atTheDoor(), now));
        calls.accumulateAndGet(new Calls(report.calls(), report.p99()), Calls::plus);
    }

    /// Called people who wait at other nodes because the room is full.
    public int atTheDoor(Instant now) {
        doors.values().removeIf(heard -> heard.at().plus(KEPT).isBefore(now));
        return doors.values().stream().mapToInt(Heard::atTheDoor).sum();
    }

    /// Returns the calls that were reported since the last call of this method.
    public Calls drain() {
        return calls.getAndSet(Calls.NONE);
    }
}
