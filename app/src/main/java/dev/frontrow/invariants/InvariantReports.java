package dev.frontrow.invariants;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.invariants.InvariantReport.Finding;
import dev.frontrow.invariants.InvariantReport.State;
import dev.frontrow.news.News;
import dev.frontrow.news.NewsListener;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The latest report, on every node: the one that checks tells the others. A turn to broken is logged once, by the node
/// that found it. Thread-safe.
@Component
public class InvariantReports implements NewsListener {

    private static final Logger LOG = LoggerFactory.getLogger(InvariantReports.class);

    private static final String TOPIC = "invariants";

    private final Nodes nodes;
    private final News news;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private volatile @Nullable InvariantReport latest;

    InvariantReports(Nodes nodes, News news, JsonMapper json, TransactionTemplate transaction) {
        this.nodes = nodes;
        this.news = news;
        this.json = json;
        this.transaction = transaction;
    }

    /// The latest; empty until the first check, or the first that was heard of.
    public Optional<InvariantReport> latest() {
        return Optional.ofNullable(latest);
    }

    void add(Instant checkedAt, long tookMs, List<Finding> found) {
        InvariantReport before = latest;
        List<Finding> findings = found.stream()
                .map(finding -> finding.after(before(before, finding), checkedAt))
                .toList();
        findings.forEach(finding -> tellTurn(before(before, finding), finding));
        var report = new InvariantReport(checkedAt, tookMs, nodes.self().name(), findings);
        latest = report;
        if (news.isShared()) {
            transaction.executeWithoutResult(_ -> news.tell(TOPIC, 0, json.writeValueAsBytes(report)));
        }
    }

    private static @Nullable Finding before(@Nullable InvariantReport before, Finding finding) {
        return before == null ? null : before.of(finding.invariant());
    }

    private static void tellTurn(@Nullable Finding before, Finding finding) {
        boolean wasBroken = before != null && before.state() == State.BROKEN;
        if (finding.state() == State.BROKEN && !wasBroken) {
            LOG.error(
                    "INVARIANT BROKEN: {}: {} contradictions, such as {}. See docs/invariants.md",
                    finding.invariant().key(),
                    finding.faults(),
                    finding.examples());
        } else if (finding.state() == State.HOLDS && wasBroken) {
            LOG.warn("The invariant {} holds again", finding.invariant().key());
        }
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void hear(long subject, byte[] body) {
        latest = json.readValue(new String(body, StandardCharsets.UTF_8), InvariantReport.class);
    }

    /// The next report comes in seconds.
    @Override
    public void fellBehind() {}
}
