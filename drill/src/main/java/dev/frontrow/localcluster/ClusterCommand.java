package dev.frontrow.localcluster;

import ch.qos.logback.classic.Level;
import dev.frontrow.database.DatabaseStartFailure;
import dev.frontrow.identity.keys.UnfitSigningKey;
import dev.frontrow.settings.CommandSettings;
import dev.frontrow.settings.SettingRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./frontrow cluster`: a whole cluster on this machine, until Ctrl-C.
@Command(name = "cluster", description = "Starts PostgreSQL, Redis, some nodes and one address in front of them.")
final class ClusterCommand implements Callable<Integer> {

    private static final int NODES_MAX = 6;
    private static final int PORT_MAX = 65_535;
    private static final Duration END_MAX = Duration.ofSeconds(90);

    @Option(names = "--nodes", paramLabel = "N", description = "So many servers, 1 to 6 (default 3).")
    private int nodes = 3;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where fans find them (default 8080; 0 takes any free port).")
    private int port = 8080;

    @Mixin
    private final CommandSettings settings;

    private final PrintStream out;
    private final PrintStream err;

    ClusterCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        settings = new CommandSettings(environment);
        this.out = out;
        this.err = err;
    }

    static void main(String[] arguments) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
        var ended = new CountDownLatch(1);
        endWith(Thread.currentThread(), ended);
        int exitCode = run(arguments, System.getenv(), System.out, System.err);
        // The exit below waits for the hook, so the hook must not wait for this thread's end.
        ended.countDown();
        System.exit(exitCode);
    }

    /// Ctrl-C only asks the main thread to end everything, at whatever point it is.
    private static void endWith(Thread main, CountDownLatch ended) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                ended.await(END_MAX.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new CommandLine(new ClusterCommand(environment, out, err))
                .setParameterExceptionHandler((refused, given) -> {
                    err.println("frontrow: " + refused.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        String fault = fault();
        if (fault != null) {
            err.println("frontrow: " + fault);
            return CommandLine.ExitCode.USAGE;
        }
        try (var cluster = LocalCluster.start(new LocalCluster.Plan(nodes, port, settings), out)) {
            cluster.keepRunning();
        } catch (InterruptedException ended) {
            out.println("Ended.");
            return CommandLine.ExitCode.OK;
        } catch (IOException | DatabaseStartFailure | SettingRefused | UnfitSigningKey failed) {
            if (!Thread.interrupted()) {
                err.println("frontrow: " + failed.getMessage());
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private @Nullable String fault() {
        if (nodes < 1 || nodes > NODES_MAX) {
            return "--nodes wants a number from 1 to " + NODES_MAX + ", not '" + nodes + "'";
        }
        if (port < 0 || port > PORT_MAX) {
            return "--port wants a number from 0 to " + PORT_MAX + ", not '" + port + "'";
        }
        if (!settings.text("SPRING_DATASOURCE_URL").isEmpty()) {
            return "cluster brings a PostgreSQL, but SPRING_DATASOURCE_URL names another: start each node by"
                    + " ./frontrow up with FRONTROW_CLUSTER_ENABLED=true (docs/cluster.md)";
        }
        return null;
    }
}
