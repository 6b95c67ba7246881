package dev.frontrow.hotpath;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A workload during which operators have the page of its concert's night open.
final class WatchedWork implements Work {

    private final Work work;
    private final Stage stage;
    private final Onlookers onlookers;
    private final int port;
    private Optional<Stage.Concert> concert = Optional.empty();

    WatchedWork(Work work, Bench bench, Onlookers onlookers) {
        this.work = work;
        this.stage = bench.stage();
        this.port = bench.port();
        this.onlookers = onlookers;
    }

    /// Remembers the concert that is made for it, which is the one that will be sold.
    @Override
    public void stock(int requests) throws Exception {
        Optional<Stage.Concert> before = stage.newest();
        work.stock(requests);
        if (!stage.newest().equals(before)) {
            concert = stage.newest();
        }
    }

    @Override
    public Run run(Duration time) throws Exception {
        onlookers.open(concert.orElseThrow().concertId(), operator());
        try {
            return work.run(time);
        } finally {
            onlookers.close();
        }
    }

    private String operator() throws IOException {
        try (var http = new HttpConnection(port)) {
            return Stage.operator(http);
        }
    }
}
