package dev.frontrow.web.problems;

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

/// Keeps stack traces from filling the disk, for every logger: per minute a few of one kind, and some more in
/// total. A kind is an exception class and the place that threw it. Omitted traces are counted, and reported with
/// the next one of their kind. Thread-safe.
final class RepeatedTraces extends Filter<ILoggingEvent> {

    /// Marks events that [#show] has already decided.
    static final Marker JUDGED = MarkerFactory.getMarker("JUDGED");

    private static final Marker LEFT_OUT = MarkerFactory.getMarker("LEFT_OUT");

    static final int PER_SORT_MAX = 3;
    static final int OF_ALL_SORTS_MAX = 30;
    static final int SORTS_MAX = 500;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int CAUSES_MAX = 20;
    private static final String OURS = "dev.frontrow.";

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedTraces.class);

    /// Counts one kind, or all.
    private static final class Tally {

        private long windowEndNanos;
        private int shown;
        private long leftOut;

        /// How many were omitted since the last one shown, or -1 to omit this one too.
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

        /// Undoes a successful [#take]: the trace is omitted after all.
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

    /// The filter that all appenders of this process share. It is an appender filter, not a logger filter, so
    /// that disabled log levels cost nothing.
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

    /// Whether to log this trace. Counts it.
    boolean show(Throwable thrown) {
        String sort = sort(thrown);
        long untold = untold(sort);
        if (untold > 0) {
            tell(untold, sort);
        }
        return untold >= 0;
    }

    /// How many of this kind were omitted since the last one shown, or -1 to omit this one too.
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
            // An appender ignores events that its own thread logs while it is appending.
            Thread.ofVirtual().start(() -> tell(untold, sort));
        }
        // The next appender filters the same event.
        if (event instanceof LoggingEvent marked) {
            marked.addMarker(untold < 0 ? LEFT_OUT : JUDGED);
        }
        return untold < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean has(ILoggingEvent event, Marker marker) {
        List<Marker> markers = event.getMarkerList();
        return markers != null && markers.contains(marker);
    }

    /// How many kinds are in memory.
    long sorts() {
        sorts.cleanUp();
        return sorts.estimatedSize();
    }

    private static Tally started(long now) {
        var tally = new Tally();
        tally.windowEndNanos = now;
        return tally;
    }

    /// The innermost exception, where it was thrown, and the first frame of our own code.
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
