package dev.frontrow.waitingroom.alerts;

import static java.util.stream.Collectors.groupingBy;

import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.draw.Draws;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.waitingroom.alerts.AlertRows.Positioned;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tells fans whose place was called, on one node. It compares stored positions only, so that it need not know who owns
/// a room. Each alert is taken from the database first and then sent, so it is sent once or, if the server dies in
/// between, not at all.
@Component
class TurnCalls {

    private static final Logger LOG = LoggerFactory.getLogger(TurnCalls.class);

    /// Longer than any registration.
    private static final Duration KEPT = Duration.ofDays(60);

    private static final int POSITIONS_MAX = 5_000;
    private static final int CALLS_MAX = 500;
    private static final int SWEEP_MAX = 10_000;

    private final AlertRows rows;
    private final Outbox outbox;
    private final Draws draws;
    private final SingleJobs jobs;
    private final InstantSource clock;

    TurnCalls(AlertRows rows, Outbox outbox, Draws draws, SingleJobs jobs, InstantSource clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.draws = draws;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Returns how many fans are told.
    @Scheduled(fixedDelayString = "PT1S")
    int call() {
        int room = Math.min(outbox.room(), CALLS_MAX);
        if (!jobs.areHere() || room == 0) {
            return 0;
        }
        position();
        List<TurnAlert> called = rows.takeCalled(room);
        called.forEach(outbox::add);
        int failures = outbox.takeFailures();
        if (failures > 0) {
            LOG.warn("{} alerts were not taken by push services", failures);
        }
        return called.size();
    }

    /// Fans may ask before the draw, when their place has no position yet.
    private void position() {
        rows.drawnSince(POSITIONS_MAX).stream()
                .collect(groupingBy(Positioned::concertId))
                .forEach((concertId, places) -> {
                    RoomDraw draw = draws.load(concertId);
                    rows.position(places.stream()
                            .map(it -> new Positioned(concertId, it.place(), draw.positionOf(it.place())))
                            .toList());
                });
    }

    @Scheduled(fixedDelayString = "PT1M")
    int sweep() {
        return jobs.areHere() ? rows.sweep(clock.instant().minus(KEPT), SWEEP_MAX) : 0;
    }
}
