package dev.frontrow.boxoffice.night;

import dev.frontrow.boxoffice.night.NightFrame.Batches;
import dev.frontrow.boxoffice.night.NightFrame.ServerDocument;
import dev.frontrow.cluster.Nodes;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.waitingroom.latency.CallLatency.Call;
import dev.frontrow.waitingroom.latency.CallLatency.Times;
import dev.frontrow.waitingroom.latency.ShopLatency;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The figures of this server, read at most once a second however many concerts are watched. Thread-safe.
@Component
class ServerGauges {

    private static final Duration FRESH = Duration.ofMillis(900);
    /// After a longer gap, the times are not those of the last second.
    private static final Duration STALE = Duration.ofSeconds(5);

    private final ShopLatency latency;
    private final ProblemWriter problems;
    private final MeterRegistry meters;
    private final Nodes nodes;
    private @Nullable ServerDocument latest;
    private long readAt;

    ServerGauges(ShopLatency latency, ProblemWriter problems, MeterRegistry meters, Nodes nodes) {
        this.latency = latency;
        this.problems = problems;
        this.meters = meters;
        this.nodes = nodes;
    }

    synchronized ServerDocument read() {
        Duration age = Duration.ofNanos(System.nanoTime() - readAt);
        ServerDocument known = latest;
        if (known == null || age.compareTo(FRESH) > 0) {
            Map<Call, Times> times = latency.calls().drain();
            boolean ofLastSecond = known != null && age.compareTo(STALE) < 0;
            known = new ServerDocument(
                    nodes.self().name(),
                    ofLastSecond ? called(times.get(Call.HOLD)) : null,
                    ofLastSecond ? called(times.get(Call.PAYMENT)) : null,
                    problems.counts().byCode(),
                    batches());
            latest = known;
            readAt = System.nanoTime();
        }
        return known;
    }

    private static @Nullable Times called(@Nullable Times times) {
        return times == null || times.count() == 0 ? null : times;
    }

    private List<Batches> batches() {
        return meters.find("frontrow.groupcommit.commands").summaries().stream()
                .map(this::batches)
                .sorted(Comparator.comparing(Batches::name))
                .toList();
    }

    private Batches batches(DistributionSummary commands) {
        String name = String.valueOf(commands.getId().getTag("name"));
        Gauge waiting =
                meters.find("frontrow.groupcommit.waiting").tag("name", name).gauge();
        return new Batches(
                name, commands.count(), (long) commands.totalAmount(), waiting == null ? 0 : (long) waiting.value());
    }
}
