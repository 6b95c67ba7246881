package dev.frontrow.drill;

import dev.frontrow.Audit;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.drill.Faults.Fault;
import dev.frontrow.drill.Story.End;
import dev.frontrow.drill.Watch.Look;
import dev.frontrow.localcluster.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Fans buy at a cluster of real processes while these are killed, stopped and cut off. Afterwards everything
/// that was answered must be there, once, and in order.
final class ClusterDrill {

    /// @param fans       who want one seat each
    /// @param length     of the sale
    /// @param ownerStops how many rooms lose their owner afterwards, because it is stopped for ten seconds
    /// @param seed       of all that is random here; what the operating system does is not
    record Plan(int nodes, int fans, int seats, Duration length, int ownerStops, long seed) {}

    /// Holds and admissions are short, so that what fans leave behind comes back within the drill.
    private static final Map<String, String> SETTINGS = Map.of(
            "FRONTROW_RATE_LIMITS", "off",
            "FRONTROW_HOLD_TTL", "PT60S",
            "FRONTROW_ADMISSION_TTL", "PT2M");

    private final Plan plan;
    private final Programs programs;
    private final PrintStream out;
    private final long beganAt = System.nanoTime();

    ClusterDrill(Plan plan, Programs programs, PrintStream out) {
        this.plan = plan;
        this.programs = programs;
        this.out = out;
    }

    /// @param folder for data and logs, which may be deleted afterwards
    /// @return what breaks each rule
    Map<String, List<String>> run(Path folder) throws IOException, InterruptedException, DrillFailure {
        say("starting PostgreSQL, Redis and %d nodes".formatted(plan.nodes()));
        try (var cluster = DrillCluster.start(programs, folder, plan.nodes(), SETTINGS);
                var shop = new Shop(cluster.members().stream()
                        .map(member -> member.node().address())
                        .toList())) {
            List<String> tokens = cluster.accessTokens(plan.fans());
            var findings = new Findings();
            say(new SeenElsewhere(shop, new Random(plan.seed())).measure(tokens, findings));
            Sale sale = Sale.open(shop, plan.fans(), plan.seats(), plan.length());
            say("%,d fans want %,d seats within %d s"
                    .formatted(plan.fans(), plan.seats(), plan.length().toSeconds()));
            playAndCheck(cluster, shop, sale, tokens, findings);
            return findings.broken();
        }
    }

    private void playAndCheck(DrillCluster cluster, Shop shop, Sale sale, List<String> tokens, Findings findings)
            throws IOException, InterruptedException, DrillFailure {
        var random = new Random(plan.seed());
        List<Fan> fans = tokens.stream()
                .map(token -> new Fan(token, sale, shop, new Random(random.nextLong())))
                .toList();
        List<Story> stories = fans.stream().map(Fan::story).toList();
        try (var watch = Watch.over(cluster.database().owner(), sale.concertId())) {
            var faults = new Faults(cluster, watch, sale::isOver, random, this::say);
            play(fans, faults);
            say("healed; checking");
            sale.pause(shop);
            DataSource database = dataSource(cluster.database().owner());
            var nodes = new Nodes(JdbcClient.create(database), shop, sale);
            check(database, nodes, sale, stories, findings);
            findings.checkOrder(stories, watch.looks(), faults.outages());
            findings.rule("every fault was healed", faults.failures());
            report(shop, faults, stories, watch.looks());
            new OwnerStops(cluster, shop, JdbcClient.create(database), this::say)
                    .run(plan.ownerStops(), tokens, random, findings);
            findings.broken().forEach(this::tell);
        }
    }

    private static void check(DataSource database, Nodes nodes, Sale sale, List<Story> stories, Findings findings)
            throws InterruptedException {
        findings.rule("two seconds later all nodes tell what the database has", nodes.differentAfter(2));
        JdbcClient jdbc = JdbcClient.create(database);
        Instant now =
                jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
        findings.rule(
                "no seat twice, no money lost or made, nothing contradicts itself",
                new Audit(database).contradictions(now));
        findings.checkPromises(stories, Stored.read(jdbc, sale.concertId()));
    }

    private static DataSource dataSource(DatabaseLogin login) {
        return new DriverManagerDataSource(login.url(), login.username(), login.password());
    }

    private static void play(List<Fan> fans, Faults faults) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Fan fan : fans) {
            threads.add(Thread.ofVirtual().start(fan));
        }
        Thread breaking = Thread.ofPlatform().name("faults").start(faults);
        breaking.join();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void report(Shop shop, Faults faults, List<Story> stories, List<Look> looks) {
        for (Fault fault : Fault.values()) {
            out.printf("  %2d × %s%n", faults.made().getOrDefault(fault, 0), fault.words());
        }
        Map<End, Integer> ends = new EnumMap<>(End.class);
        stories.forEach(story -> ends.merge(story.end(), 1, Integer::sum));
        out.println("  fans: " + ends);
        out.println("  requests: " + shop.counts());
        out.printf("  owners of the room, one after the other: %d%n", owners(looks));
        out.printf(
                "  polls that told more people ahead than before: %d%n",
                stories.stream().mapToInt(Story::timesMoreAhead).sum());
    }

    private static long owners(List<Look> looks) {
        return looks.stream().map(Look::epoch).distinct().count();
    }

    private void tell(String rule, List<String> brokenBy) {
        out.printf("  %-6s %s%n", brokenBy.isEmpty() ? "holds" : "BROKEN", rule);
        brokenBy.stream().limit(10).forEach(by -> out.println("           " + by));
    }

    private void say(String what) {
        out.printf("%4d s  %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganAt), what);
    }
}
