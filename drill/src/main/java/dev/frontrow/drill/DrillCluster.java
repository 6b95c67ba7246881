package dev.frontrow.drill;

import dev.frontrow.localcluster.LocalDatabase;
import dev.frontrow.localcluster.LocalRedis;
import dev.frontrow.localcluster.Programs;
import dev.frontrow.localcluster.ServerNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The cluster of a drill: every node reaches PostgreSQL and Redis by links of its own, which can be broken.
final class DrillCluster implements AutoCloseable {

    static final String OPERATOR_PASSWORD = "operator of the drill";

    /// A node with its links.
    record Member(ServerNode node, Link database, Link redis) {

        String name() {
            return node.name();
        }
    }

    private final LocalDatabase database;
    private final LocalRedis redis;
    private final Map<String, String> settings;
    private final Programs programs;
    private final List<Member> members = new ArrayList<>();

    private DrillCluster(LocalDatabase database, LocalRedis redis, Map<String, String> settings, Programs programs) {
        this.database = database;
        this.redis = redis;
        this.settings = settings;
        this.programs = programs;
    }

    /// Starts PostgreSQL, Redis and the nodes; returns once all nodes are ready.
    ///
    /// @param settings of all nodes, beside those that make them a cluster
    static DrillCluster start(Programs programs, Path folder, int nodes, Map<String, String> settings)
            throws IOException, InterruptedException {
        LocalDatabase database = LocalDatabase.start(folder.resolve("data"));
        LocalRedis redis = LocalRedis.start(folder.resolve("redis")).orElse(null);
        if (redis == null) {
            database.close();
            throw new IOException("The drill needs redis-server or valkey-server on the PATH"
                    + " (Debian: apt-get install redis-server).");
        }
        var cluster = new DrillCluster(database, redis, withKeys(settings), programs);
        try {
            for (int number = 1; number <= nodes; number++) {
                cluster.add("node-" + number, folder);
            }
            for (Member member : cluster.members) {
                member.node().awaitReady();
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private static Map<String, String> withKeys(Map<String, String> settings) {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> all = new HashMap<>(settings);
        all.put("FRONTROW_CLUSTER_ENABLED", "true");
        all.put("FRONTROW_IDENTITY_TOKEN_KEY", Base64.getEncoder().encodeToString(key));
        all.put("FRONTROW_OPERATOR_PASSWORD", OPERATOR_PASSWORD);
        all.put("FRONTROW_DEMO", "false");
        return all;
    }

    private void add(String name, Path folder) throws IOException {
        Link toDatabase = Link.to(database.port());
        Link toRedis = Link.to(redis.port());
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(database.environment(toDatabase.port()));
        environment.put("FRONTROW_CLUSTER_REDIS", "redis://127.0.0.1:" + toRedis.port());
        environment.put("FRONTROW_DATA_DIR", folder.resolve(name).toString());
        members.add(new Member(ServerNode.start(name, programs.server(), environment, folder), toDatabase, toRedis));
    }

    List<Member> members() {
        return members;
    }

    LocalDatabase database() {
        return database;
    }

    LocalRedis redis() {
        return redis;
    }

    /// Makes this many buyers and returns their access tokens.
    List<String> accessTokens(int buyers) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(programs.token());
        command.addAll(List.of("--buyers", Integer.toString(buyers)));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(settings);
        builder.environment().putAll(database.environment());
        Process minting = builder.start();
        try (BufferedReader lines = minting.inputReader()) {
            List<String> tokens = lines.lines().toList();
            if (minting.waitFor() != 0) {
                throw new IOException("The tokens of the fans could not be made: exit code " + minting.exitValue());
            }
            return tokens;
        }
    }

    /// Heals everything and ends all processes.
    @Override
    public void close() {
        for (Member member : members) {
            try (var link = member.database();
                    var other = member.redis()) {
                link.heal();
                other.heal();
                member.node().resume();
                member.node().kill();
            } catch (IOException ignored) {
                // The process ends with this one.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        redis.close();
        database.close();
    }
}
