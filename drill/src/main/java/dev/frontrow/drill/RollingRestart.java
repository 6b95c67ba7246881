package dev.frontrow.drill;

import dev.frontrow.Audit;
import dev.frontrow.NextVersion;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.localcluster.Nginx;
import dev.frontrow.localcluster.Programs;
import dev.frontrow.localcluster.ServerNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Ends nodes by SIGTERM and starts them again, one after the other, while fans send calls of all kinds through nginx
/// and read streams. In the end each may come back as the next version, beside those that are still this one. No call
/// may fail.
final class RollingRestart {

    /// @param perSecond calls
    /// @param rounds    how often each node is restarted as the same version
    /// @param upgrade   whether each is replaced by the next version afterwards
    /// @param drain     as `frontrow.cluster.drain`
    record Plan(int nodes, int perSecond, int streams, int rounds, boolean upgrade, String drain) {

        int replacements() {
            return nodes * (rounds + (upgrade ? 1 : 0));
        }
    }

    /// @param replacements   of nodes
    /// @param perSecond      calls that were sent, whether answered or not
    /// @param openMost       calls at the same time
    /// @param busy           calls that a node refused because it had too many
    /// @param streamEnds     how often streams ended and were opened again
    /// @param contradictions that the audit finds in the database
    record Result(
            int replacements,
            Map<Shopper.Call, Long> calls,
            double perSecond,
            Waits waits,
            int openMost,
            long busy,
            int streamEnds,
            List<String> failures,
            List<String> contradictions) {

        /// Refusals for want of time are right if the machine is too slow for so many calls.
        boolean isTooMuch() {
            return waits.millis(990) > KEEPS_UP_MILLIS_MAX;
        }

        boolean isClean() {
            return failures.isEmpty() && contradictions.isEmpty() && (busy == 0 || isTooMuch());
        }

        String summary() {
            return """
                    %d nodes replaced, %,d calls %s, %.0f a second, at most %d open
                    answered within %d ms (half), %d ms (99 %%), %d ms (all); %d times a stream moved
                    %d failures, %d refused as too many, %d contradictions in the database""".formatted(
                            replacements,
                            waits.size(),
                            calls,
                            perSecond,
                            openMost,
                            waits.millis(500),
                            waits.millis(990),
                            waits.millis(1_000),
                            streamEnds,
                            failures.size(),
                            busy,
                            contradictions.size());
        }
    }

    /// 99 % of all answers come within this time where the machine can do what is asked of it.
    private static final int KEEPS_UP_MILLIS_MAX = 1_000;
    private static final int SHOPPERS = 60;
    private static final int SEATS = 1_000;
    /// More than there are fans, so that all are admitted at once.
    private static final long CAPACITY = 10_000;
    private static final long ADMIT_PER_MINUTE = 60_000;
    /// nginx sends nothing for a second to a node that it could not connect to.
    private static final int NOTICED_MILLIS = 2_000;
    /// A late answer is told as such, and is no failure.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Plan plan;
    private final Programs programs;
    private final PrintStream out;

    RollingRestart(Plan plan, Programs programs, PrintStream out) {
        this.plan = plan;
        this.programs = programs;
        this.out = out;
    }

    /// @param folder for data and logs, which may be deleted afterwards
    Result run(Path folder) throws IOException, InterruptedException, DrillFailure {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FRONTROW_RATE_LIMITS", "off",
                "FRONTROW_SEATS_PER_BUYER_MAX", "100",
                "FRONTROW_CLUSTER_DRAIN", plan.drain(),
                // On a slow machine calls are to be late, not refused as too many.
                "FRONTROW_GROUP_COMMIT_WAIT_MAX", "PT20S",
                "SERVER_FORWARD_HEADERS_STRATEGY", "native"));
        out.println("starting PostgreSQL, Redis, " + plan.nodes() + " nodes and nginx");
        try (var cluster = DrillCluster.start(programs, folder, plan.nodes(), settings);
                var nginx = Nginx.before(
                        cluster.members().stream()
                                .map(member -> member.node().address())
                                .toList(),
                        programs.nginx(),
                        folder.resolve("nginx"));
                var shop = new Shop(List.of(nginx.address()), PATIENCE)) {
            return run(cluster, shop, nginx.address(), NextVersion.in(folder));
        }
    }

    private Result run(DrillCluster cluster, Shop shop, URI address, Path next)
            throws IOException, InterruptedException, DrillFailure {
        Shopper.Place place = concert(shop);
        List<Shopper> shoppers = new ArrayList<>();
        for (String token : cluster.accessTokens(SHOPPERS + plan.streams())) {
            var shopper = new Shopper(token, place, shop);
            shopper.getsReady();
            shoppers.add(shopper);
        }
        Queue<String> broken = new ConcurrentLinkedQueue<>();
        URI stream = address.resolve("/api/v1/performances/" + place.performanceId() + "/seats/stream");
        List<LiveStream> streams = shoppers.subList(0, plan.streams()).stream()
                .map(reader -> LiveStream.open(stream, reader, broken::add))
                .toList();
        out.printf("%d calls a second of %d fans, and %d streams%n", plan.perSecond(), SHOPPERS, plan.streams());
        var load = SteadyLoad.begin(shoppers.subList(plan.streams(), shoppers.size()), plan.perSecond(), PATIENCE);
        try (load) {
            replaceAll(cluster.members(), next);
        }
        streams.forEach(LiveStream::close);
        broken.addAll(load.failures());
        int ends = streams.stream().mapToInt(LiveStream::ends).sum();
        return new Result(
                plan.replacements(),
                load.counts(),
                load.sentPerSecond(),
                load.waits(),
                load.openMost(),
                load.busy(),
                ends,
                List.copyOf(broken),
                contradictions(cluster.database().owner()));
    }

    private void replaceAll(List<DrillCluster.Member> members, Path next) throws IOException, InterruptedException {
        for (int round = 0; round < plan.rounds(); round++) {
            for (DrillCluster.Member member : members) {
                replace(member.node(), "the same version");
            }
        }
        if (plan.upgrade()) {
            for (DrillCluster.Member member : members) {
                member.node().becomes(programs.serverWith().apply(next));
                replace(member.node(), "the next version");
            }
        }
    }

    private void replace(ServerNode node, String version) throws IOException, InterruptedException {
        long began = System.nanoTime();
        node.end();
        double ended = (System.nanoTime() - began) / 1e9;
        node.startAgain();
        node.awaitReady();
        out.printf(
                "%s ended in %.1f s, and is ready again after %.1f s as %s%n",
                node.name(), ended, (System.nanoTime() - began) / 1e9, version);
        Thread.sleep(NOTICED_MILLIS);
    }

    private List<String> contradictions(DatabaseLogin owner) throws DrillFailure {
        var database = new DriverManagerDataSource(owner.url(), owner.username(), owner.password());
        JdbcClient jdbc = JdbcClient.create(database);
        if (plan.upgrade()
                && !jdbc.sql(NextVersion.HAS_ITS_TABLES).query(Boolean.class).single()) {
            throw new DrillFailure("the next version did not bring its tables");
        }
        Instant now =
                jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
        return new Audit(database).contradictions(now);
    }

    private static Shopper.Place concert(Shop shop) throws InterruptedException, DrillFailure {
        Answer made = Sale.concert(shop, CAPACITY, ADMIT_PER_MINUTE, SEATS);
        return new Shopper.Place(
                "/api/v1/concerts/" + made.body().path("concertId").asLong(),
                made.body().path("performances").path(0).path("performanceId").asLong());
    }
}
