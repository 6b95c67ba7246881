package dev.frontrow.news;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/// Deletes items a minute after their commit. Ages are taken by snapshots and not by `made_at`, because a
/// transaction may commit long after it made the item. One node sweeps for all; two do no harm.
class NewsSweep {

    static final Duration KEPT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(NewsSweep.class);

    private record Seen(Instant at, Snapshot snapshot) {}

    private final NewsRows rows;
    private final BooleanSupplier isHere;
    private final InstantSource clock;
    private final Deque<Seen> samples = new ArrayDeque<>();
    private String database = "";

    /// @param isHere whether this is the node that sweeps
    NewsSweep(NewsRows rows, BooleanSupplier isHere, InstantSource clock) {
        this.rows = rows;
        this.isHere = isHere;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10S")
    void sweepAgain() {
        try {
            if (isHere.getAsBoolean()) {
                sweep();
            }
        } catch (DataAccessException away) {
            LOG.debug("Old news could not be deleted; trying again", away);
        }
    }

    /// Deletes what was committed at least [#KEPT] ago, and answers how many items that were.
    synchronized int sweep() {
        String current = rows.database();
        if (!current.equals(database)) {
            // Its transactions have other ids than those of the samples.
            samples.clear();
            database = current;
        }
        Snapshot now = rows.snapshot();
        // The time is read after the snapshot: the snapshot is at least that old.
        samples.addLast(new Seen(clock.instant(), now));
        Instant old = clock.instant().minus(KEPT);
        Snapshot oldest = Snapshot.NOTHING;
        while (!samples.isEmpty() && !samples.getFirst().at().isAfter(old)) {
            oldest = samples.removeFirst().snapshot();
        }
        return oldest.equals(Snapshot.NOTHING) ? 0 : rows.deleteSeenBy(oldest);
    }
}
