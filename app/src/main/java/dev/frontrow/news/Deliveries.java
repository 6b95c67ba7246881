package dev.frontrow.news;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Brings items to the listeners, each once, whichever way it comes first. One at a time; thread-safe.
///
/// Memory is only needed of what Redis has brought since the last reading: that reading's snapshot tells of every
/// older item that it is known.
final class Deliveries {

    /// Beyond this many, items are left to the next reading.
    static final int AHEAD_MAX = 50_000;

    private final Receivers receivers;
    private final NewsMeters meters;
    private final ReentrantLock turn = new ReentrantLock();

    /// Items that the last reading did not see but Redis has brought: the transaction of each id.
    private final Map<Long, Long> ahead = new HashMap<>();

    private Snapshot read = Snapshot.NOTHING;

    Deliveries(Receivers receivers, NewsMeters meters) {
        this.receivers = receivers;
        this.meters = meters;
    }

    /// Takes an item that Redis has brought. Before the first reading there is none to tell which items are old.
    void bring(NewsItem item) {
        inTurn(() -> {
            boolean isNew = !read.equals(Snapshot.NOTHING)
                    && !read.sees(item.xid())
                    && ahead.size() < AHEAD_MAX
                    && ahead.putIfAbsent(item.id(), item.xid()) == null;
            if (isNew) {
                receivers.hear(item.message());
                meters.byRedis(item);
            }
            return isNew;
        });
    }

    /// Delivers a hint. It has no row, so it is not counted as read.
    void hint(Message message) {
        inTurn(() -> {
            receivers.hear(message);
            meters.hint();
            return true;
        });
    }

    /// Those that Redis has not brought.
    List<Long> missing(Collection<Long> ids) {
        return inTurn(() -> ids.stream().filter(id -> !ahead.containsKey(id)).toList());
    }

    /// Takes an item that a reading has brought, unless Redis was quicker.
    void bringRead(NewsItem item) {
        inTurn(() -> {
            boolean isNew = ahead.putIfAbsent(item.id(), item.xid()) == null;
            if (isNew) {
                receivers.hear(item.message());
                meters.byFeed(item);
            }
            return isNew;
        });
    }

    /// Ends a reading whose items were all brought.
    void haveRead(Snapshot seen) {
        inTurn(() -> {
            read = seen;
            ahead.values().removeIf(seen::sees);
            receivers.catchUp();
            return true;
        });
    }

    /// Ends a reading that cannot tell which items are missing.
    void fallBehind(Snapshot seen) {
        inTurn(() -> {
            ahead.clear();
            receivers.fallBehind();
            meters.gap();
            return true;
        });
        haveRead(seen);
    }

    private <T> T inTurn(Supplier<T> step) {
        turn.lock();
        try {
            return step.get();
        } finally {
            turn.unlock();
        }
    }
}
