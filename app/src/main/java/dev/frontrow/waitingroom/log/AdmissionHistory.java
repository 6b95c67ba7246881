package dev.frontrow.waitingroom.log;

import dev.frontrow.catalog.Stock;
import dev.frontrow.line.Limit;
import dev.frontrow.line.Line;
import dev.frontrow.line.TickReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A room's tick reports of the last hour, and their sums per minute. Thread-safe.
public final class AdmissionHistory {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int REPORTS_MAX = 4_000;

    private final long concertId;
    private final ArrayDeque<TickReport> reports = new ArrayDeque<>();
    private final Map<Limit, Integer> bounds = new EnumMap<>(Limit.class);
    private @Nullable Instant minute;
    private int called;
    private int admitted;
    private Duration slowest = Duration.ZERO;
    private long judgedBefore;
    private long hitsBefore;

    public AdmissionHistory(long concertId) {
        this.concertId = concertId;
    }

    /// Adds a tick. Returns the minute that it completes, unless the room was idle in it.
    public synchronized Optional<AdmissionMinute> add(TickReport report, @Nullable Stock stock, Line line) {
        reports.addLast(report);
        while (reports.size() > REPORTS_MAX
                || reports.peekFirst().at().plus(KEPT).isBefore(report.at())) {
            reports.removeFirst();
        }
        Instant now = report.at().truncatedTo(ChronoUnit.MINUTES);
        if (minute == null) {
            minute = now;
        }
        Optional<AdmissionMinute> ended = minute.equals(now) ? Optional.empty() : end(minute, report, stock, line);
        minute = now;
        bounds.merge(report.bound(), 1, Integer::sum);
        called += report.called();
        admitted += report.admitted();
        slowest = report.p99().compareTo(slowest) > 0 ? report.p99() : slowest;
        return ended;
    }

    private Optional<AdmissionMinute> end(Instant ended, TickReport last, @Nullable Stock stock, Line line) {
        long judged = line.estimatesJudged();
        long hits = line.estimatesHit();
        AdmissionMinute sums = sums(ended, last, stock, judged - judgedBefore, hits - hitsBefore);
        boolean idle = called == 0 && admitted == 0 && last.inside() == 0 && last.waiting() == 0;
        bounds.clear();
        called = 0;
        admitted = 0;
        slowest = Duration.ZERO;
        judgedBefore = judged;
        hitsBefore = hits;
        return idle ? Optional.empty() : Optional.of(sums);
    }

    private AdmissionMinute sums(Instant ended, TickReport last, @Nullable Stock stock, long judged, long hits) {
        Limit bound = bounds.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(last.bound());
        return new AdmissionMinute(
                concertId,
                ended,
                last.wantedPerMinute(),
                last.factor(),
                last.noShow(),
                called,
                admitted,
                bound,
                last.inside(),
                stock == null ? 0 : stock.free(),
                stock == null ? 0 : stock.held(),
                slowest.isZero() ? null : (int) slowest.toMillis(),
                last.waiting(),
                (int) hits,
                (int) judged);
    }

    /// The latest ticks, newest first.
    public synchronized List<TickReport> latest(int limit) {
        return reports.reversed().stream().limit(limit).toList();
    }
}
