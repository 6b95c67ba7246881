package dev.frontrow.localcluster;

import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.settings.CommandSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A whole cluster on this machine, as `./frontrow cluster` starts it. Not thread-safe.
final class LocalCluster implements AutoCloseable {

    private static final int SECOND_SIGNAL_MILLIS = 200;

    /// @param port of the front, 0 for any
    record Plan(int nodes, int port, CommandSettings settings) {

        Path data() {
            return settings.data().toAbsolutePath();
        }

        Programs programs() {
            return Programs.of(settings.home());
        }

        /// For logs and what else belongs to this cluster only.
        Path folder() {
            return data().resolve("cluster");
        }
    }

    private final Plan plan;
    private final PrintStream out;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<ServerNode> nodes = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Guard guard;
    private final Front front;

    private LocalCluster(Plan plan, PrintStream out) throws IOException {
        this.plan = plan;
        this.out = out;
        front = Front.start(plan.port());
        running.push(front);
        guard = Guard.start();
        running.push(guard);
    }

    /// Starts all of it. Returns once all nodes are ready.
    ///
    /// @throws dev.frontrow.database.DatabaseStartFailure with one line, for example if the data are in use
    static LocalCluster start(Plan plan, PrintStream out) throws IOException, InterruptedException {
        var cluster = new LocalCluster(plan, out);
        try {
            cluster.start();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            // The flag would cut the end short.
            boolean interrupted = Thread.interrupted();
            cluster.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private void start() throws IOException, InterruptedException {
        out.println("Starting PostgreSQL in " + plan.data());
        LocalDatabase database = LocalDatabase.start(plan.data());
        running.push(database);
        Files.createDirectories(plan.folder());
        settings.putAll(database.environment());
        settings.putAll(Map.of(
                "FRONTROW_CLUSTER_ENABLED", "true",
                "FRONTROW_IDENTITY_TOKEN_KEY", tokenKey(),
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_FORWARD_HEADERS_STRATEGY", "native"));
        startRedis();
        Operator operator = Operator.of(database.owner(), plan.settings());
        // The first one makes the tables and the demo; the others would only wait for it.
        startNode("node-1", withDemo(), operator.environment()).awaitReady();
        for (int number = 2; number <= plan.nodes(); number++) {
            startNode("node-" + number, plan.programs().server(), Map.of());
        }
        for (ServerNode node : nodes) {
            node.awaitReady();
        }
        tell(operator);
    }

    /// The key in the data folder, which a server alone uses too.
    private String tokenKey() throws IOException {
        String configured = plan.settings().text("FRONTROW_IDENTITY_TOKEN_KEY");
        if (!configured.isEmpty()) {
            return configured;
        }
        if (SigningKey.keptIn(plan.data()).isEmpty()) {
            SigningKey.madeIn(plan.data());
        }
        return Files.readString(plan.data().resolve("token.key")).strip();
    }

    private void startRedis() throws IOException, InterruptedException {
        Optional<LocalRedis> redis = LocalRedis.start(plan.folder());
        if (redis.isEmpty()) {
            out.println(
                    "No redis-server or valkey-server on the PATH (Debian: apt-get install redis-server; macOS: brew"
                            + " install redis): going on without, and nodes hear of each other a little later");
            return;
        }
        running.push(redis.get());
        guard.watch(redis.get().pid());
        settings.put(
                "FRONTROW_CLUSTER_REDIS", "redis://127.0.0.1:" + redis.get().port());
        out.println("Started Redis on port " + redis.get().port());
    }

    private List<String> withDemo() {
        return plan.programs().server().stream()
                .filter(argument -> !argument.equals("--no-demo"))
                .toList();
    }

    private ServerNode startNode(String name, List<String> program, Map<String, String> more) throws IOException {
        out.println("Starting " + name);
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(more);
        environment.put("FRONTROW_DATA_DIR", plan.folder().resolve(name).toString());
        ServerNode node = ServerNode.start(name, program, environment, plan.folder());
        running.push(node);
        nodes.add(node);
        guard.watch(node.pid());
        front.add(node.address());
        return node;
    }

    private void tell(Operator operator) {
        out.println();
        out.println("Frontrow is ready at " + address() + ", with " + nodes.size() + " nodes behind it:");
        for (ServerNode node : nodes) {
            out.printf("  %s  pid %-8d %s  log %s%n", node.name(), node.pid(), node.address(), node.log());
        }
        out.println(operator.told());
        out.println("Try:  kill -9 " + nodes.getFirst().pid() + "   the others go on at once; it starts again in "
                + NodeKeeper.PAUSE.toSeconds() + " s");
        out.println("      kill " + nodes.getLast().pid() + "      ends one without a failed request");
        out.println("Ctrl-C ends all.");
        out.println();
    }

    /// Where fans find it.
    URI address() {
        return URI.create("http://localhost:" + front.port());
    }

    List<ServerNode> nodes() {
        return nodes;
    }

    /// Starts nodes again that end, until this thread is interrupted.
    void keepRunning() throws InterruptedException, IOException {
        List<NodeKeeper> keepers =
                nodes.stream().map(node -> new NodeKeeper(node, guard, out)).toList();
        while (true) {
            for (NodeKeeper keeper : keepers) {
                keeper.look(System.nanoTime());
            }
            TimeUnit.MILLISECONDS.sleep(NodeKeeper.LOOK_EVERY.toMillis());
        }
    }

    /// Ends all, the nodes first. Nobody is served any more, so their drains are cut short by a second signal.
    @Override
    public void close() {
        nodes.forEach(ServerNode::tellToEnd);
        try {
            TimeUnit.MILLISECONDS.sleep(SECOND_SIGNAL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        nodes.forEach(ServerNode::tellToEnd);
        while (!running.isEmpty()) {
            close(running.pop());
        }
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            out.println("Could not be ended: " + e.getMessage());
        }
    }
}
