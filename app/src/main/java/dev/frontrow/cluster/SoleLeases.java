package dev.frontrow.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The leases of a server without a cluster: it owns what it requests, and asks the database once, at the start. Where
/// a cluster was before, its epochs end then, so that nothing of it can write any more.
final class SoleLeases implements Leases {

    private static final Epoch NEVER_SHARED = new Epoch(0);

    private final LeaseRows rows;
    private final UUID self;
    private final Set<String> requested = ConcurrentHashMap.newKeySet();
    private final List<LeaseListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Map<String, Epoch> epochs;

    SoleLeases(LeaseRows rows, UUID self) {
        this.rows = rows;
        this.self = self;
    }

    /// Call once no other server serves. Nothing is held before.
    void start() {
        epochs = rows.endAll();
        requested.forEach(name ->
                held(name).ifPresent(epoch -> listeners.forEach(listener -> listener.gained(name, epoch))));
    }

    @Override
    public void request(String name) {
        if (requested.add(name)) {
            held(name).ifPresent(epoch -> listeners.forEach(listener -> listener.gained(name, epoch)));
        }
    }

    @Override
    public void withdraw(String name) {
        Optional<Epoch> held = held(name);
        if (requested.remove(name)) {
            held.ifPresent(epoch -> listeners.forEach(listener -> listener.lost(name, epoch)));
        }
    }

    @Override
    public Optional<Epoch> held(String name) {
        Map<String, Epoch> begun = epochs;
        return begun == null || !requested.contains(name)
                ? Optional.empty()
                : Optional.of(begun.getOrDefault(name, NEVER_SHARED));
    }

    @Override
    public void listen(LeaseListener listener) {
        listeners.add(listener);
    }

    @Override
    public Map<String, UUID> owners() {
        return requested.stream().collect(Collectors.toMap(Function.identity(), _ -> self));
    }

    @Override
    public int count() {
        return epochs == null ? 0 : requested.size();
    }
}
