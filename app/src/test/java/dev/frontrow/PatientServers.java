package dev.frontrow;

import dev.frontrow.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Nodes that fans ask in turn. A call that is refused for the moment, or whose answer is lost, is sent again to the
/// next node, with the same key, until it is answered. Thread-safe.
public final class PatientServers implements Player.Servers {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<String> SALES = Set.of("hold", "payment");

    private final List<Integer> ports;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();

    /// When each node has sold something, by the steady clock.
    private final Map<Integer, Queue<Long>> sales = new ConcurrentHashMap<>();

    public PatientServers(List<Integer> ports) {
        this.ports = List.copyOf(ports);
        ports.forEach(port -> sales.put(port, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public Answer ask(String call, Function<ApiClient, Answer> request) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            int port = ports.get(Math.floorMod(next.getAndIncrement(), ports.size()));
            try {
                Answer answer = request.apply(ApiClient.at(port));
                if (answer.status() / 100 == 2 && SALES.contains(call)) {
                    Objects.requireNonNull(sales.get(port)).add(System.nanoTime());
                }
                if (answer.status() >= 500) {
                    faults.add(answer);
                } else if (!answer.code().equals("request-in-progress")) {
                    return answer;
                }
            } catch (UncheckedIOException _) {
                // Unknown; the same key tells.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new UncheckedIOException(new IOException("no server has answered for " + PATIENCE));
    }

    /// The answers from 500 on.
    public Collection<Answer> faults() {
        return faults;
    }

    /// How long after this moment of the steady clock each node had sold something, or empty if one has not yet.
    public OptionalLong nanosUntilAllSoldSince(long moment) {
        long latest = 0;
        for (Queue<Long> ofNode : sales.values()) {
            OptionalLong first = ofNode.stream()
                    .mapToLong(sold -> sold - moment)
                    .filter(after -> after > 0)
                    .min();
            if (first.isEmpty()) {
                return first;
            }
            latest = Math.max(latest, first.getAsLong());
        }
        return OptionalLong.of(latest);
    }
}
