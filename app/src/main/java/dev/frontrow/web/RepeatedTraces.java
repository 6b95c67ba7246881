package dev.frontrow.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/// Keeps stack traces from filling the disk, whoever logs them: a few a minute of one sort, some more of all sorts
/// together. A sort is a kind of exception and the place that has thrown it. What is left out is counted, and told with
/// the next trace of its sort. Thread-safe.
final class RepeatedTraces extends TurboFilter {

    /// On what was judged already, by [#show].
    static final Marker JUDGED = MarkerFactory.getMarker("JUDGED");

    static final int PER_SORT_MAX = 3;
    static final int OF_ALL_SORTS_MAX = 30;
    static final int SORTS_MAX = 500;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int CAUSES_MAX = 20;
    private static final String OURS = "dev.frontrow.";

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedTraces.class);

    /// Of one sort, or of all.
    private static final class Tally {

        private long windowEndNanos;
        private int shown;
        private long leftOut;

        /// How many were left out since the last that was shown, or -1 where this one is left out too.
        synchronized long take(long now, int max) {
            if (now - windowEndNanos >= 0) {
                windowEndNanos = now + WINDOW.toNanos();
                shown = 0;
            }
            if (shown >= max) {
                leftOut++;
                return -1;
            }
            shown++;
            long untold = leftOut;
            leftOut = 0;
            return untold;
        }
    }

    private final LongSupplier nanos;
    private final Cache<String, Tally> sorts;
    private final Tally all;

    RepeatedTraces(LongSupplier nanos) {
        this.nanos = nanos;
        this.all = new Tally();
        this.all.windowEndNanos = nanos.getAsLong();
        this.sorts = Caffeine.newBuilder()
                .maximumSize(SORTS_MAX)
                .executor(Runnable::run)
                .build();
    }

    /// The one that every logger of this process asks.
    static RepeatedTraces ofThisProcess() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        synchronized (RepeatedTraces.class) {
            for (TurboFilter filter : context.getTurboFilterList()) {
                if (filter instanceof RepeatedTraces installed) {
                    return installed;
                }
            }
            var installed = new RepeatedTraces(System::nanoTime);
            installed.setContext(context);
            installed.start();
            context.addTurboFilter(installed);
            return installed;
        }
    }

    /// Whether to log the trace of this one, too. Counts it.
    boolean show(Throwable thrown) {
        String sort = sort(thrown);
        long now = nanos.getAsLong();
        long untold = sorts.get(sort, _ -> started(now)).take(now, PER_SORT_MAX);
        if (untold < 0 || all.take(now, OF_ALL_SORTS_MAX) < 0) {
            return false;
        }
        if (untold > 0) {
            log.warn("{} traces like the next one were left out: {}", untold, sort);
        }
        return true;
    }

    /// How many sorts are remembered.
    long sorts() {
        sorts.cleanUp();
        return sorts.estimatedSize();
    }

    private static Tally started(long now) {
        var tally = new Tally();
        tally.windowEndNanos = now;
        return tally;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if ((marker != null && marker.contains(JUDGED)) || logger.getEffectiveLevel().levelInt > level.levelInt) {
            return FilterReply.NEUTRAL;
        }
        Throwable traced = thrown;
        if (traced == null
                && params != null
                && params.length > 0
                && params[params.length - 1] instanceof Throwable last) {
            traced = last;
        }
        return traced == null || show(traced) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /// The innermost exception, where it was thrown, and the first place of ours on the way.
    private static String sort(Throwable thrown) {
        Throwable innermost = thrown;
        Set<Throwable> seen = new HashSet<>();
        while (innermost.getCause() != null && seen.size() < CAUSES_MAX && seen.add(innermost)) {
            innermost = innermost.getCause();
        }
        StackTraceElement[] trace = innermost.getStackTrace();
        String thrownAt = trace.length == 0 ? "" : place(trace[0]);
        String ours = "";
        for (StackTraceElement element : trace) {
            if (element.getClassName().startsWith(OURS)) {
                ours = place(element);
                break;
            }
        }
        return innermost.getClass().getName() + " at " + thrownAt + (ours.equals(thrownAt) ? "" : " " + ours);
    }

    private static String place(StackTraceElement element) {
        return element.getClassName() + "." + element.getMethodName() + ":" + element.getLineNumber();
    }
}
