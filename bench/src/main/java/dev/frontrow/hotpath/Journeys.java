package dev.frontrow.hotpath;

import dev.frontrow.hotpath.Consistency.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Join, poll, look at the seats, hold one, top up and pay: each by another buyer, one call after the other.
final class Journeys implements Work {

    private static final int SEATS = 50;
    /// The last ones are left: for them the waiting room would let in fewer than there are connections.
    private static final int SEATS_SOLD = 40;
    private static final int PERFORMANCES_MAX = 100;

    private final Bench bench;
    private final List<String> journeys = new ArrayList<>();
    private final List<Stage.Concert> open = new ArrayList<>();

    Journeys(Bench bench) {
        this.bench = bench;
    }

    @Override
    public void stock(int wanted) throws Exception {
        while (journeys.size() < wanted) {
            int performances = Math.clamp((wanted - journeys.size()) / SEATS_SOLD + 1, 1, PERFORMANCES_MAX);
            Stage.Concert concert = bench.stage().concert(performances, SEATS);
            open.add(concert);
            for (int i = 0; i < performances * SEATS_SOLD; i++) {
                // Neighbours in the list are at the same time, and want seats of different performances.
                journeys.add("%s %d %d %d"
                        .formatted(
                                bench.stage().crowd().get(i),
                                concert.concertId(),
                                concert.performances().get(i % performances),
                                i / performances + 1));
            }
        }
    }

    /// What is left of the list is not used again: its buyers may stand in line.
    @Override
    public Run run(Duration time) throws Exception {
        Run run = bench.measuredAndChecked(
                "journey", Counts.JOURNEY, () -> bench.wrk().journeys(bench.port(), journeys, time));
        journeys.clear();
        for (Stage.Concert concert : open) {
            bench.close(concert);
        }
        open.clear();
        return run;
    }
}
