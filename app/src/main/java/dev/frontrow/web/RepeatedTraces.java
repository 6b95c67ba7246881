package dev.frontrow.web;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/// Keeps stack traces from filling the disk, whoever logs them: a few a minute of one sort, some more of all sorts
/// together. A sort is a kind of exception and the place that has thrown it. What is left out is counted, and told with
/// the next trace of its sort. Thread-safe.
final class RepeatedTraces extends Filter<ILoggingEvent> {

    /// On what was judged already, by [#show].
    static final Marker JUDGED = MarkerFactory.getMarker("JUDGED");

    private static final Marker LEFT_OUT = MarkerFactory.getMarker("LEFT_OUT");

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

        /// It is left out after all.
        synchronized void giveBack(long untold) {
            leftOut += untold + 1;
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

    /// The one that all appenders of this process ask. It stands there, and not before the loggers, so that what is not
    /// logged costs nothing.
    static RepeatedTraces ofThisProcess() {
        var appenders = appenders();
        synchronized (RepeatedTraces.class) {
            var installed = appenders.stream()
                    .flatMap(appender -> appender.getCopyOfAttachedFiltersList().stream())
                    .filter(RepeatedTraces.class::isInstance)
                    .map(RepeatedTraces.class::cast)
                    .findFirst()
                    .orElseGet(() -> new RepeatedTraces(System::nanoTime));
            installed.start();
            appenders.stream()
                    .filter(appender -> !appender.getCopyOfAttachedFiltersList().contains(installed))
                    .forEach(appender -> appender.addFilter(installed));
            return installed;
        }
    }

    private static List<Appender<ILoggingEvent>> appenders() {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.iteratorForAppenders().forEachRemaining(appenders::add);
        }
        return appenders;
    }

    /// Whether to log the trace of this one, too. Counts it.
    boolean show(Throwable thrown) {
        String sort = sort(thrown);
        long untold = untold(sort);
        if (untold > 0) {
            tell(untold, sort);
        }
        return untold >= 0;
    }

    /// How many were left out since the last of this sort that is shown, or -1 where this one is left out too.
    private long untold(String sort) {
        long now = nanos.getAsLong();
        Tally tally = sorts.get(sort, _ -> started(now));
        long untold = tally.take(now, PER_SORT_MAX);
        if (untold >= 0 && all.take(now, OF_ALL_SORTS_MAX) < 0) {
            tally.giveBack(untold);
            return -1;
        }
        return untold;
    }

    private static void tell(long untold, String sort) {
        log.warn("{} traces of one sort were left out: {}", untold, sort);
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (!(event.getThrowableProxy() instanceof ThrowableProxy proxy) || has(event, JUDGED)) {
            return FilterReply.NEUTRAL;
        }
        if (has(event, LEFT_OUT)) {
            return FilterReply.DENY;
        }
        String sort = sort(proxy.getThrowable());
        long untold = untold(sort);
        if (untold > 0) {
            // An appender that is about to log takes nothing else from its thread.
            Thread.ofVirtual().start(() -> tell(untold, sort));
        }
        // The next appender asks about the same event.
        if (event instanceof LoggingEvent marked) {
            marked.addMarker(untold < 0 ? LEFT_OUT : JUDGED);
        }
        return untold < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean has(ILoggingEvent event, Marker marker) {
        List<Marker> markers = event.getMarkerList();
        return markers != null && markers.contains(marker);
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
