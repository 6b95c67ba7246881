package dev.frontrow.tracing;

import dev.frontrow.tracing.SpanCounts.Fate;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spans on their way to the collector. No call waits for it: beyond [#WAITING_MAX] spans are dropped and
/// counted, which the library's own queue would only tell its own meters. Thread-safe.
final class SpanQueue implements SpanProcessor {

    static final int WAITING_MAX = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);

    private static final int BATCH_MAX = 512;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SpanCounts counts;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final SpanProcessor batches;

    /// @param answerMax how long the collector may take for an answer
    SpanQueue(SpanExporter collector, Duration answerMax, SpanCounts counts) {
        this.counts = counts;
        this.batches = BatchSpanProcessor.builder(new Counted(collector))
                .setMaxQueueSize(WAITING_MAX)
                .setMaxExportBatchSize(BATCH_MAX)
                .setScheduleDelay(PAUSE)
                .setExporterTimeout(answerMax)
                .build();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            counts.add(Fate.DROPPED, 1);
        } else {
            batches.onEnd(span);
        }
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    private void settle(int spans, boolean taken) {
        waiting.addAndGet(-spans);
        counts.add(taken ? Fate.SENT : Fate.FAILED, spans);
        if (away.getAndSet(!taken) == taken) {
            if (taken) {
                LOG.info("The collector takes traces again");
            } else {
                LOG.warn("The collector takes no traces; what is followed meanwhile is lost");
            }
        }
    }

    private final class Counted implements SpanExporter {

        private final SpanExporter collector;

        Counted(SpanExporter collector) {
            this.collector = collector;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int sent = spans.size();
            CompletableResultCode result = collector.export(spans);
            return result.whenComplete(() -> settle(sent, result.isSuccess()));
        }

        @Override
        public CompletableResultCode flush() {
            return collector.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return collector.shutdown();
        }
    }
}
