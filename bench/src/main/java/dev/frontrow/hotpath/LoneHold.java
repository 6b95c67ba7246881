package dev.frontrow.hotpath;

import dev.frontrow.figures.Bar;
import dev.frontrow.hotpath.Consistency.Counts;
import java.util.ArrayList;
import java.util.List;

/// One caller on an idle server, alternating between the group commit and a transaction of plain statements. The
/// gain under load must not cost a lone caller anything.
final class LoneHold {

    static final Bar BAR = Bar.atMost(1.1);

    private static final int CALLS = 1_000;

    /// Medians in microseconds.
    record Round(double grouped, double plain) {

        double ratio() {
            return grouped / plain;
        }
    }

    private final Bench bench;
    private final HoldingServer holding;
    private final List<Round> rounds = new ArrayList<>();

    LoneHold(Bench bench, HoldingServer holding) {
        this.bench = bench;
        this.holding = holding;
    }

    void warmUp() throws Exception {
        hold();
    }

    void round() throws Exception {
        rounds.add(hold());
    }

    private Round hold() throws Exception {
        Stage.Concert concert = bench.stage().concert(1, 2 * CALLS);
        Counts before = bench.consistency().counts();
        List<Long> nanos = holding.order("lone %d %d %d"
                .formatted(CALLS, concert.concertId(), concert.performances().getFirst()));
        bench.consistency().check(before, Counts.HOLD.times(2L * CALLS));
        bench.close(concert);
        return new Round(nanos.getFirst() / 1e3, nanos.getLast() / 1e3);
    }

    List<Round> rounds() {
        return rounds;
    }

    double grouped() {
        return Medians.of(rounds, Round::grouped);
    }

    double plain() {
        return Medians.of(rounds, Round::plain);
    }

    double judged() {
        return Medians.of(rounds, Round::ratio);
    }
}
