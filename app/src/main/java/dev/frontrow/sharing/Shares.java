package dev.frontrow.sharing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A finite resource (slots, connections, bytes) that clients use for a while and give back, shared so that no
/// client can take it all. A client may have as much as is free, times a factor. With factor 1 one greedy client
/// gets half, four get a fifth each, and a newcomer always finds something. Nothing is reserved, so the rule has
/// no effect without greedy clients. (Choudhury and Hahne share the memory of switches like this, as *dynamic
/// thresholds*.)
///
/// A client that has given everything back uses no memory. Thread-safe.
public final class Shares<K> {

    /// The factor for clients without a limit of their own.
    public static final int UNSHARED = Integer.MAX_VALUE;

    private final long max;
    private final AtomicLong taken = new AtomicLong();
    private final ConcurrentHashMap<K, Long> takenBy = new ConcurrentHashMap<>();

    public Shares(long max) {
        this.max = max;
    }

    /// Whether the client got the amount; if not, nothing has changed.
    ///
    /// @param factor the client may have this many times what is free
    public boolean take(K client, long amount, int factor) {
        long all = taken.addAndGet(amount);
        boolean[] granted = {false};
        if (all <= max) {
            takenBy.compute(client, (_, own) -> {
                long wanted = (own == null ? 0 : own) + amount;
                granted[0] = wanted <= factor * (max - all + amount);
                return granted[0] ? Long.valueOf(wanted) : own;
            });
        }
        if (!granted[0]) {
            taken.addAndGet(-amount);
        }
        return granted[0];
    }

    public void giveBack(K client, long amount) {
        takenBy.computeIfPresent(client, (_, own) -> own > amount ? Long.valueOf(own - amount) : null);
        taken.addAndGet(-amount);
    }

    /// Whether this client has more than it could get now, because others have come since.
    public boolean isOverShare(K client, int factor) {
        return takenBy(client) > factor * free();
    }

    public long takenBy(K client) {
        return takenBy.getOrDefault(client, 0L);
    }

    public long free() {
        return Math.max(0, max - taken.get());
    }

    /// How many clients have something.
    public int clients() {
        return takenBy.size();
    }
}
