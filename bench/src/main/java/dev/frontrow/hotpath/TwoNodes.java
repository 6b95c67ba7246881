package dev.frontrow.hotpath;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two nodes on one database, each with a load generator of its own.
///
/// @param first  and second: the nodes
/// @param wrks   a load generator for each, with a folder of its own
record TwoNodes(FrontrowServer first, FrontrowServer second, List<Wrk> wrks) {

    /// Sends requests to a node and returns what was answered.
    interface Load {
        WrkReport send(Wrk wrk, int port, RequestList requests) throws Exception;
    }

    /// Sends all requests to the first node, and lets the other idle.
    Run one(String name, RequestList requests, Load load) throws Exception {
        return measured(name, () -> List.of(load.send(wrks.getFirst(), first.port(), requests)));
    }

    /// Sends these requests to the two nodes at the same time.
    Run both(String name, RequestList firsts, RequestList seconds, Load load) throws Exception {
        return measured(name, () -> {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<WrkReport> other = threads.submit(() -> load.send(wrks.getLast(), second.port(), seconds));
                WrkReport own = load.send(wrks.getFirst(), first.port(), firsts);
                return List.of(own, other.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        });
    }

    private Run measured(String name, Callable<List<WrkReport>> load) throws Exception {
        Duration before = cpu();
        List<WrkReport> reports = load.call();
        Duration cpu = cpu().minus(before);
        long answers = 0;
        Duration took = Duration.ZERO;
        for (WrkReport report : reports) {
            answers += report.mustBeClean(name).answers();
            took = report.took().compareTo(took) > 0 ? report.took() : took;
        }
        return new Run(answers, took, cpu);
    }

    /// The CPU time of both nodes and their PostgreSQL.
    private Duration cpu() throws IOException {
        return first.cpu().all().plus(second.cpu().server());
    }
}
