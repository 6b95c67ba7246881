package dev.frontrow.cluster;

import dev.frontrow.cluster.LeaseRows.Asked;
import dev.frontrow.cluster.LeaseRows.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The leases of a node. [#look] renews and takes them in the database. All other methods read only memory and the
/// steady clock.
///
/// The steady clock is read before a statement is sent, so a lease is over here before it is over in the database. What
/// a failed statement did is unknown: it changes nothing here, and the next look reads it.
final class SharedLeases implements Leases {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLeases.class);

    /// Shorter than in the database: clocks differ a little, and what was asked just before the end takes a moment.
    static final Duration LIFE = LeaseRows.LIFE.minusMillis(250);

    /// A lease that was given up is left to its first node for so long: two looks and some.
    private static final Duration LEFT_AFTER_RELEASE = Duration.ofMillis(1200);

    /// One whose owner is dead is left to its heir for less, since nobody has done its work for three seconds.
    private static final Duration LEFT_AFTER_END = Duration.ofMillis(400);

    /// A node that did not take a lease that was handed over to it may not request it. So it is not offered again for
    /// this long.
    private static final Duration HAND_OVER_AGAIN_AFTER = Duration.ofMinutes(1);

    /// @param end by the steady clock
    private record Held(Optional<Epoch> epoch, long end) {

        boolean isOver(long now) {
            return now - end >= 0;
        }
    }

    private final LeaseRows rows;
    private final Nodes nodes;
    private final LongSupplier nanoTime;
    private final Executor notifier;
    private final Set<String> requested = ConcurrentHashMap.newKeySet();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, UUID> owners = new ConcurrentHashMap<>();
    private final Map<String, Long> handedOver = new HashMap<>();
    private final List<LeaseListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean leaving;

    /// @param notifier calls the listeners, one after the other
    SharedLeases(LeaseRows rows, Nodes nodes, LongSupplier nanoTime, Executor notifier) {
        this.rows = rows;
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.notifier = notifier;
    }

    @Override
    public void request(String name) {
        requested.add(name);
    }

    @Override
    public void withdraw(String name) {
        requested.remove(name);
    }

    @Override
    public Optional<Epoch> held(String name) {
        Held own = held.get(name);
        return own == null || own.isOver(nanoTime.getAsLong()) || !requested.contains(name)
                ? Optional.empty()
                : own.epoch();
    }

    @Override
    public void listen(LeaseListener listener) {
        listeners.add(listener);
    }

    @Override
    public Map<String, UUID> owners() {
        return Map.copyOf(owners);
    }

    @Override
    public int count() {
        return (int)
                held.keySet().stream().filter(name -> held(name).isPresent()).count();
    }

    /// Renews, takes and gives up leases. Call twice a second.
    synchronized void look() {
        if (leaving) {
            return;
        }
        dropOver();
        giveUp(held.keySet().stream().filter(name -> !requested.contains(name)).toList());
        owners.keySet().retainAll(requested);
        handedOver.keySet().retainAll(requested);
        List<Asked> asked = requested.stream().sorted().map(this::ask).toList();
        if (!asked.isEmpty() && lookFor(asked) < asked.size()) {
            // Names that were new are entered by now.
            lookFor(asked.stream().map(Asked::name).map(this::ask).toList());
        }
        handOverOne();
    }

    private int lookFor(List<Asked> asked) {
        long before = nanoTime.getAsLong();
        List<Found> found = rows.look(nodes.self().id(), asked);
        found.forEach(lease -> follow(lease, before));
        return found.size();
    }

    private Asked ask(String name) {
        Held own = held.get(name);
        UUID owner = owners.get(name);
        return new Asked(
                name,
                own == null ? 0 : own.epoch().orElseThrow().value(),
                owner,
                isFirst(name, null) ? Duration.ZERO : LEFT_AFTER_RELEASE,
                isFirst(name, owner) ? Duration.ZERO : LEFT_AFTER_END);
    }

    /// Whether this node comes first for the name, apart from one that is gone.
    private boolean isFirst(String name, @Nullable UUID gone) {
        List<Node> others =
                nodes.live().stream().filter(node -> !node.id().equals(gone)).toList();
        return Spread.first(name, others).filter(this::isSelf).isPresent();
    }

    private boolean isSelf(Node node) {
        return node.id().equals(nodes.self().id());
    }

    private void follow(Found lease, long before) {
        String name = lease.name();
        boolean own = nodes.self().id().equals(lease.owner());
        if (lease.owner() == null) {
            owners.remove(name);
        } else {
            owners.put(name, lease.owner());
        }
        Held known = held.get(name);
        if (known != null && (!own || known.epoch().orElseThrow().value() != lease.epoch())) {
            drop(name);
        }
        var taken = new Held(Optional.of(new Epoch(lease.epoch())), before + LIFE.toNanos());
        // This process may have been stopped while it waited for the answer.
        if (lease.taken() && !taken.isOver(nanoTime.getAsLong())) {
            boolean gained = held.put(name, taken) == null;
            if (gained) {
                tell(listener -> listener.gained(name, taken.epoch().orElseThrow()));
            }
        }
    }

    /// Drops leases that have ended by the steady clock.
    synchronized void dropOver() {
        long now = nanoTime.getAsLong();
        held.forEach((name, own) -> {
            if (own.isOver(now)) {
                LOG.warn("The lease of {} is over: the database did not renew it in time", name);
                drop(name);
            }
        });
    }

    private void drop(String name) {
        Held own = held.remove(name);
        if (own != null) {
            tell(listener -> listener.lost(name, own.epoch().orElseThrow()));
        }
    }

    /// Memory first: nothing is held that the database has given to somebody else.
    private void giveUp(List<String> names) {
        Map<String, Epoch> given = new HashMap<>();
        for (String name : names) {
            Held own = held.get(name);
            if (own != null) {
                given.put(name, own.epoch().orElseThrow());
                drop(name);
            }
        }
        if (!given.isEmpty()) {
            rows.giveUp(nodes.self().id(), given);
        }
    }

    /// Hands over one lease at a time, so that a node that joins during a rush does not start with all its work at
    /// once.
    private void handOverOne() {
        long now = nanoTime.getAsLong();
        handedOver.values().removeIf(at -> now - at >= HAND_OVER_AGAIN_AFTER.toNanos());
        Stream<String> elsewhere = held.keySet().stream()
                .filter(name -> !handedOver.containsKey(name))
                .filter(name -> Spread.first(name, nodes.live())
                        .filter(first ->
                                !isSelf(first) && first.isReady(nodes.self().seenAt()))
                        .isPresent());
        elsewhere.sorted().findFirst().ifPresent(name -> {
            handedOver.put(name, now);
            giveUp(List.of(name));
        });
    }

    /// Gives up everything for good, so that other nodes take it at their next look.
    void handOver() {
        leaving = true;
        synchronized (this) {
            giveUp(List.copyOf(held.keySet()));
        }
    }

    private void tell(Consumer<LeaseListener> event) {
        listeners.forEach(listener -> notifier.execute(() -> {
            try {
                event.accept(listener);
            } catch (RuntimeException broken) {
                LOG.error("A listener of leases failed", broken);
            }
        }));
    }
}
