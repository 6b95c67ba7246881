package dev.frontrow.news;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/// Reads from the database what other nodes have told. A reading lists what the one before did not see, so
/// nothing is missed, whatever the order of ids and commits; the first one lists all that is kept. Items that
/// Redis has brought are not read again.
class NewsFeed {

    private static final Logger LOG = LoggerFactory.getLogger(NewsFeed.class);

    /// Items are kept for [NewsSweep#KEPT]. A reading that comes so long after the one before is sure to miss
    /// none.
    static final Duration PAUSE_MAX = Duration.ofSeconds(45);

    /// Without Redis, each look reads. With it, one in four.
    private static final int LOOK_EVERY_MILLIS = 250;

    private static final Duration PAUSE_WITH_REDIS = Duration.ofSeconds(1);

    /// The database's clock may be set back a little.
    private static final Duration BACKWARDS_MAX = Duration.ofSeconds(1);

    private static final int BODIES_AT_ONCE = 500;

    /// @param database its name for itself
    /// @param startedAt by this node's clock
    private record Reading(String database, Instant startedAt, NewsRows.Reading rows) {

        /// Whether something may be missing between the two.
        boolean isCutOffFrom(Reading before) {
            Duration pause = Duration.between(before.rows.at(), rows.at());
            return !database.equals(before.database)
                    || rows.seen().xmax() < before.rows.seen().xmax()
                    || pause.compareTo(PAUSE_MAX) > 0
                    || pause.plus(BACKWARDS_MAX).isNegative()
                    || isTooLateAfter(before.startedAt);
        }

        boolean isTooLateAfter(Instant time) {
            return Duration.between(time, startedAt).compareTo(PAUSE_MAX) > 0;
        }

        boolean hasTooMany() {
            return rows.ids().size() > NewsRows.READ_MAX;
        }
    }

    private final NewsRows rows;
    private final String node;
    private final Deliveries deliveries;
    private final QuickWay quickWay;
    private final InstantSource clock;
    private final Instant begun;
    private @Nullable Reading last;

    NewsFeed(NewsRows rows, String node, Deliveries deliveries, QuickWay quickWay, InstantSource clock) {
        this.rows = rows;
        this.node = node;
        this.deliveries = deliveries;
        this.quickWay = quickWay;
        this.clock = clock;
        this.begun = clock.instant();
    }

    @Scheduled(fixedDelay = LOOK_EVERY_MILLIS)
    synchronized void readIfDue() {
        Reading before = last;
        if (before != null && quickWay.isQuick() && !isDue(before)) {
            return;
        }
        try {
            read();
        } catch (DataAccessException away) {
            LOG.debug("News could not be read; trying again", away);
        }
    }

    /// A look may come a little early.
    private boolean isDue(Reading before) {
        Duration pause = Duration.between(before.startedAt, clock.instant());
        return pause.plusMillis(LOOK_EVERY_MILLIS / 2).compareTo(PAUSE_WITH_REDIS) >= 0;
    }

    /// Reads once. If it fails, the next one reads the same and more.
    synchronized void read() {
        Reading before = last;
        Snapshot seen = before == null ? Snapshot.NOTHING : before.rows.seen();
        Instant started = clock.instant();
        var now = new Reading(rows.database(), started, rows.readSince(seen, node));
        boolean lost = before == null ? now.isTooLateAfter(begun) : now.isCutOffFrom(before);
        if (lost || now.hasTooMany() || !bring(now.rows.ids())) {
            LOG.warn("News may be missing; reading everything again");
            deliveries.fallBehind(now.rows.seen());
        } else {
            deliveries.haveRead(now.rows.seen());
        }
        last = now;
    }

    /// False if some of them are deleted already.
    private boolean bring(List<Long> ids) {
        List<Long> missing = deliveries.missing(ids);
        for (int from = 0; from < missing.size(); from += BODIES_AT_ONCE) {
            List<Long> part = missing.subList(from, Math.min(from + BODIES_AT_ONCE, missing.size()));
            List<NewsItem> items = rows.items(part);
            items.forEach(deliveries::bringRead);
            if (items.size() < part.size()) {
                return false;
            }
        }
        return true;
    }
}
