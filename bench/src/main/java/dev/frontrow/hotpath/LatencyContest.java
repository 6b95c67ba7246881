package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The answer times of a workload at half of its full rate.
final class LatencyContest {

    static final Bar BAR = Bar.atMost(20);
    private static final double SHARE = 0.5;

    private final String name;
    private final Contest fullSpeed;
    private final UsingUp work;
    private final List<Latencies> rounds = new ArrayList<>();

    LatencyContest(String name, Contest fullSpeed, UsingUp work) {
        this.name = name;
        this.fullSpeed = fullSpeed;
        this.work = work;
    }

    String name() {
        return name;
    }

    void prepare(Duration time) throws Exception {
        work.stock(UsingUp.requestsIn(perSecond(), time));
    }

    /// At half of the rate batches are smaller, and the JVM must compile for them first.
    void warmUp(Duration time) throws Exception {
        prepare(time);
        work.runAt(perSecond(), time);
    }

    void run(Duration time) throws Exception {
        rounds.add(work.runAt(perSecond(), time));
    }

    double perSecond() {
        return SHARE * fullSpeed.rate();
    }

    List<Latencies> rounds() {
        return rounds;
    }

    double p50() {
        return Medians.of(rounds, Latencies::p50);
    }

    double p99() {
        return Medians.of(rounds, Latencies::p99);
    }
}
