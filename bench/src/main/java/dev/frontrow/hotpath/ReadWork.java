package dev.frontrow.hotpath;

import java.time.Duration;
import java.util.List;

/// Calls that change nothing, over and over.
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

    /// wrk tells errors from other answers by itself, and cheaper than by a script that looks at each. That the others
    /// are the right ones is seen before and after.
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
