package dev.frontrow.hotpath;

import dev.frontrow.hotpath.Consistency.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Join, poll, list seats, hold one, top up and pay, one call after the other. Each journey is another buyer's.
final class Journeys implements Work {

    private static final int SEATS = 50;
    /// Of 50 seats; with fewer seats left the waiting room would admit fewer buyers than there are connections.
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
                // Neighbours in the list run concurrently, so they get seats of different performances.
                journeys.add("%s %d %d %d"
                        .formatted(
                                bench.stage().crowd().get(i),
                                concert.concertId(),
                                concert.performances().get(i % performances),
                                i / performances + 1));
            }
        }
    }

    /// The rest of the list is dropped, because its buyers may already be in line.
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
