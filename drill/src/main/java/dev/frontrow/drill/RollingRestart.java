package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.localcluster.Front;
import dev.frontrow.localcluster.Programs;
import dev.frontrow.localcluster.ServerNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Ends all nodes by SIGTERM and starts them again, one after the other, while fans send calls of all kinds through
/// the front and read streams. No call may fail.
final class RollingRestart {

    /// @param perSecond calls
    /// @param rounds    how often each node is restarted
    /// @param drain     as `frontrow.cluster.drain`
    record Plan(int nodes, int perSecond, int streams, int rounds, String drain) {}

    /// @param restarts   of nodes
    /// @param openMost   calls at the same time
    /// @param streamEnds how often streams ended and were opened again
    record Result(
            int restarts,
            Map<Shopper.Call, Long> calls,
            double perSecond,
            int openMost,
            int streamEnds,
            List<String> failures) {

        String summary() {
            return "%d restarts, %,d calls %s, %.0f a second, at most %d open; %d times a stream moved; %d failures"
                    .formatted(
                            restarts,
                            calls.values().stream().mapToLong(Long::longValue).sum(),
                            calls,
                            perSecond,
                            openMost,
                            streamEnds,
                            failures.size());
        }
    }

    private static final int SHOPPERS = 60;
    private static final int SEATS = 1_000;
    /// More than there are fans, so that all are admitted at once.
    private static final long CAPACITY = 10_000;
    private static final long ADMIT_PER_MINUTE = 60_000;
    private static final int READY_SECONDS_MAX = 60;
    private static final int LOOK_EVERY_MILLIS = 100;

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
                "SERVER_FORWARD_HEADERS_STRATEGY", "native"));
        out.println("starting PostgreSQL, Redis and " + plan.nodes() + " nodes");
        try (var cluster = DrillCluster.start(programs, folder, plan.nodes(), settings);
                var front = Front.start(0)) {
            List<ServerNode> nodes =
                    cluster.members().stream().map(DrillCluster.Member::node).toList();
            nodes.forEach(node -> front.add(node.address()));
            awaitAll(front);
            URI address = URI.create("http://127.0.0.1:" + front.port());
            try (var shop = new Shop(List.of(address))) {
                return run(shop, address, front, nodes, cluster.accessTokens(SHOPPERS + plan.streams()));
            }
        }
    }

    private Result run(Shop shop, URI address, Front front, List<ServerNode> nodes, List<String> tokens)
            throws IOException, InterruptedException, DrillFailure {
        Shopper.Place place = concert(shop);
        List<Shopper> shoppers = new ArrayList<>();
        for (String token : tokens) {
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
        long began = System.nanoTime();
        var load = SteadyLoad.begin(shoppers.subList(plan.streams(), shoppers.size()), plan.perSecond());
        int restarts = 0;
        try (load) {
            for (int round = 0; round < plan.rounds(); round++) {
                for (ServerNode node : nodes) {
                    restart(node, front);
                    restarts++;
                }
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        streams.forEach(LiveStream::close);
        broken.addAll(load.failures());
        double done = load.counts().values().stream().mapToLong(Long::longValue).sum() / seconds;
        int ends = streams.stream().mapToInt(LiveStream::ends).sum();
        return new Result(restarts, load.counts(), done, load.openMost(), ends, List.copyOf(broken));
    }

    private void restart(ServerNode node, Front front) throws IOException, InterruptedException {
        long began = System.nanoTime();
        node.end();
        double ended = (System.nanoTime() - began) / 1e9;
        node.startAgain();
        node.awaitReady();
        awaitAll(front);
        out.printf(
                "%s ended in %.1f s, and serves again after %.1f s%n",
                node.name(), ended, (System.nanoTime() - began) / 1e9);
    }

    private void awaitAll(Front front) throws InterruptedException, IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
        while (front.readyNodes() < plan.nodes()) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("the front does not see all nodes");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static Shopper.Place concert(Shop shop) throws InterruptedException, DrillFailure {
        Answer made = Sale.concert(shop, CAPACITY, ADMIT_PER_MINUTE, SEATS);
        return new Shopper.Place(
                "/api/v1/concerts/" + made.body().path("concertId").asLong(),
                made.body().path("performances").path(0).path("performanceId").asLong());
    }
}
