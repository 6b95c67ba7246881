package dev.frontrow.news;

import dev.frontrow.database.AfterCommit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tells the other nodes what this one has changed. Without other nodes it does nothing. Listeners are beans of
/// the type [NewsListener]. Thread-safe.
public final class News {

    /// How a node tells.
    ///
    /// @param node this process, whose own items it does not hear
    record Outlet(NewsRows rows, String node, QuickWay quickWay) {}

    private final @Nullable Outlet outlet;

    News(@Nullable Outlet outlet) {
        this.outlet = outlet;
    }

    /// Whether there may be other nodes. If not, a caller need not prepare any news.
    public boolean isShared() {
        return outlet != null;
    }

    /// Tells all other nodes, once the caller's transaction commits. They hear it within a second, also if it is
    /// unknown here whether the commit took place. One item costs one row: tell one for a batch, not for a
    /// command. Requires an active transaction.
    ///
    /// @param topic   of the listeners that hear it
    /// @param subject what it is about, such as the id of a concert
    /// @param body    at most 64 kB; begins with the version of its format, so that an older node can recognize
    ///                it
    public void tell(String topic, long subject, byte[] body) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("news are told by the transaction that makes them");
        }
        Outlet own = outlet;
        if (own == null) {
            return;
        }
        NewsItem item = own.rows().insert(own.node(), new Message(topic, subject, body));
        AfterCommit.follow(() -> own.quickWay().send(item), () -> {});
    }

    /// Tells those nodes that can be reached by Redis, and may be lost: for what heals by itself within a second.
    /// Never blocks, and needs no transaction; call it after the commit.
    ///
    /// @param topic   of the listeners that hear it
    /// @param subject what it is about, such as the id of a performance
    /// @param body    at most 64 kB; begins with the version of its format
    public void hint(String topic, long subject, byte[] body) {
        Outlet own = outlet;
        if (own != null) {
            own.quickWay().send(new Message(topic, subject, body));
        }
    }
}
