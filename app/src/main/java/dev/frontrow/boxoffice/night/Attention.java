package dev.frontrow.boxoffice.night;

import dev.frontrow.boxoffice.night.NightFrame.AttentionDocument;
import dev.frontrow.boxoffice.night.NightFrame.RoomDocument;
import dev.frontrow.catalog.Stock;
import dev.frontrow.invariants.InvariantReport;
import dev.frontrow.invariants.InvariantReports;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What needs an operator now, most urgent first. Each has a name; the page has its words and what to do.
@Component
class Attention {

    private static final String DANGER = "danger";
    private static final String WARNING = "warning";

    private static final long DISK_BYTES_MIN = 2L << 30;
    private static final long MEGA = 1L << 20;

    /// A check of a very large database may take minutes to come round.
    private static final Duration UNCHECKED_MAX = Duration.ofMinutes(10);

    /// A second in which nothing but figures for one page was read.
    private static final Duration SLOW = Duration.ofMillis(500);

    private final InvariantReports invariants;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final File dataDir;

    Attention(
            InvariantReports invariants,
            MeterRegistry meters,
            InstantSource clock,
            @Value("${frontrow.data-dir:data}") Path dataDir) {
        this.invariants = invariants;
        this.meters = meters;
        this.clock = clock;
        this.dataDir = dataDir.toFile();
    }

    /// @param readIn how long the database took for the frame's figures; null if it did not answer
    List<AttentionDocument> list(RoomDocument room, List<Stock.LevelStock> levels, @Nullable Duration readIn) {
        List<AttentionDocument> found = new ArrayList<>();
        addInvariants(found);
        addDatabase(found, readIn);
        addDisk(found);
        addRoom(found, room, levels);
        if (gauge("frontrow.news.redis.connected", 1) == 0) {
            found.add(new AttentionDocument("redis-away", WARNING, null));
        }
        return found;
    }

    private void addInvariants(List<AttentionDocument> found) {
        InvariantReport report = invariants.latest().orElse(null);
        if (report == null) {
            found.add(new AttentionDocument("invariants-unchecked", WARNING, null));
            return;
        }
        report.invariants().stream()
                .filter(finding -> finding.state() == InvariantReport.State.BROKEN)
                .forEach(finding -> found.add(new AttentionDocument(
                        "invariant-broken", DANGER, finding.invariant().key())));
        Instant now = clock.instant();
        if (report.checkedAt().plus(UNCHECKED_MAX).isBefore(now)
                || report.invariants().stream().anyMatch(one -> one.state() == InvariantReport.State.UNKNOWN)) {
            found.add(new AttentionDocument("invariants-unchecked", WARNING, null));
        }
    }

    private void addDatabase(List<AttentionDocument> found, @Nullable Duration readIn) {
        if (readIn == null) {
            found.add(new AttentionDocument("database-away", DANGER, null));
        } else if (readIn.compareTo(SLOW) > 0) {
            found.add(new AttentionDocument("database-slow", WARNING, Long.toString(readIn.toMillis())));
        }
        double pending = gauge("hikaricp.connections.pending", 0);
        if (pending > 0) {
            found.add(new AttentionDocument("connections-wanted", WARNING, Long.toString((long) pending)));
        }
    }

    private void addDisk(List<AttentionDocument> found) {
        // The folder is not there where the database is elsewhere.
        long usable = dataDir.getUsableSpace();
        if (dataDir.exists() && usable < DISK_BYTES_MIN) {
            found.add(new AttentionDocument("disk-full", DANGER, Long.toString(usable / MEGA)));
        }
    }

    private static void addRoom(List<AttentionDocument> found, RoomDocument room, List<Stock.LevelStock> levels) {
        boolean paused = room.phase().equals("PAUSED");
        if (paused) {
            found.add(new AttentionDocument("paused", WARNING, null));
        }
        if (room.freezeHolds()) {
            found.add(new AttentionDocument("frozen", WARNING, null));
        }
        if (room.admitPerMinuteNow() < room.admitPerMinute() && !paused) {
            found.add(new AttentionDocument("slowed", WARNING, Integer.toString(room.admitPerMinuteNow())));
        }
        boolean anyLeft = levels.isEmpty() || levels.stream().anyMatch(level -> level.free() + level.held() > 0);
        if (!anyLeft && room.waiting() > 0) {
            found.add(new AttentionDocument("sold-out", WARNING, Long.toString(room.waiting())));
        }
    }

    private double gauge(String name, double absent) {
        Gauge gauge = meters.find(name).gauge();
        return gauge == null ? absent : gauge.value();
    }
}
