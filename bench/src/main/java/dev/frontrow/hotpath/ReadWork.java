package dev.frontrow.hotpath;

import java.time.Duration;
import java.util.List;

/// Repeats calls that change nothing.
final class ReadWork implements Work {

    private static final int BAD_REQUEST = 400;

    private final String name;
    private final Bench bench;
    private final int status;
    private final RequestList requests = new RequestList();

    ReadWork(String name, Bench bench, int status, List<String> requests) {
        this.name = name;
        this.bench = bench;
        this.status = status;
        requests.forEach(this.requests::add);
    }

    /// wrk counts error statuses by itself, which is cheaper than a script that checks each answer. The other
    /// answers are checked before and after the run.
    @Override
    public Run run(Duration time) throws Exception {
        mustAnswerRight();
        return bench.measured(name, () -> {
            WrkReport report = status < BAD_REQUEST
                    ? bench.wrk().again(bench.port(), requests, time)
                    : bench.wrk().again(bench.port(), requests, status, time);
            mustAnswerRight();
            return report;
        });
    }

    private void mustAnswerRight() throws Exception {
        try (var http = new HttpConnection(bench.port())) {
            http.exchange(requests.first()).expect(status);
        }
    }
}
