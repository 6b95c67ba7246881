package dev.frontrow.waitingroom.log;

import dev.frontrow.cluster.SingleJobs;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes old admission minutes every hour, on one node.
@Component
class AdmissionLogRetention {

    static final Duration RETENTION = Duration.ofDays(90);

    /// About one day's minutes of 69 concerts.
    private static final int ROWS_PER_SWEEP_MAX = 100_000;

    private final AdmissionLog log;
    private final InstantSource clock;
    private final SingleJobs jobs;

    AdmissionLogRetention(AdmissionLog log, InstantSource clock, SingleJobs jobs) {
        this.log = log;
        this.clock = clock;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "PT1H")
    int sweep() {
        return jobs.areHere() ? log.deleteOlderThan(clock.instant().minus(RETENTION), ROWS_PER_SWEEP_MAX) : 0;
    }
}
