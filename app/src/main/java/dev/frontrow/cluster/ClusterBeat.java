package dev.frontrow.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Keeps a node alive: twice a second it tells the others that it lives, reads who else does, and looks after the
/// leases. It has a thread and a connection of its own.
final class ClusterBeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterBeat.class);

    static final Duration EVERY = Duration.ofMillis(500);

    private final NodeRows rows;
    private final Nodes nodes;
    private final SharedLeases leases;
    private final Runnable reconnect;
    private final Runnable giveUp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("cluster-beat").daemon().unstarted(this::keepBeating);
    private boolean away;

    /// @param reconnect run after a failure
    /// @param giveUp    run if another node has taken this one's name while this one was cut off
    ClusterBeat(NodeRows rows, Nodes nodes, SharedLeases leases, Runnable reconnect, Runnable giveUp) {
        this.rows = rows;
        this.nodes = nodes;
        this.leases = leases;
        this.reconnect = reconnect;
        this.giveUp = giveUp;
    }

    /// Enters this node. A node that was killed frees its name only after a while.
    ///
    /// @throws ClusterStartFailure if another live node has its name for longer than `patience`
    void join(Duration patience) {
        long begun = System.nanoTime();
        while (!rows.beat(nodes.self())) {
            if (System.nanoTime() - begun >= patience.toNanos() || !rest()) {
                throw new ClusterStartFailure("Another live node of this cluster has the name "
                        + nodes.self().name()
                        + ": stop that one, or give this one a name of its own by frontrow.cluster.node.");
            }
        }
        nodes.follow(rows.live());
        LOG.info("Node {} has joined the cluster; live nodes: {}", nodes.self().name(), nodes.count());
    }

    void start() {
        thread.start();
    }

    private void keepBeating() {
        while (rest()) {
            try {
                beat();
            } catch (RuntimeException | Error broken) {
                LOG.error("A beat of the cluster failed", broken);
            }
        }
    }

    /// One beat. Never fails for the database: then memory stays as it is, and leases run out.
    void beat() {
        try {
            leases.dropOver();
            if (!rows.beat(nodes.self())) {
                LOG.error(
                        "Another node has taken the name {} while this one was cut off: ending",
                        nodes.self().name());
                leases.handOver();
                closing.countDown();
                giveUp.run();
                return;
            }
            int before = nodes.count();
            nodes.follow(rows.live());
            if (nodes.count() != before) {
                LOG.info("Live nodes: {}", nodes.count());
            }
            rows.sweep();
            leases.look();
            tellBack();
        } catch (DataAccessException lost) {
            if (!away) {
                LOG.warn("This node has lost the database; its leases run out", lost);
                away = true;
            }
            reconnect.run();
        }
    }

    private void tellBack() {
        if (away) {
            LOG.warn("This node has the database again");
            away = false;
        }
    }

    /// Ends the beats, hands over all leases and removes this node, so that others go on at once.
    void leave() {
        close();
        try {
            leases.handOver();
            rows.remove(nodes.self().id());
            LOG.info("Node {} has left the cluster", nodes.self().name());
        } catch (DataAccessException lost) {
            LOG.warn("This node could not hand over its leases; they end by themselves", lost);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive() && Thread.currentThread() != thread) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns false if this node is leaving.
    private boolean rest() {
        try {
            return !closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
