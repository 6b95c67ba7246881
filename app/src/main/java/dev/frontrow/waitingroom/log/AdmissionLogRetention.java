package dev.frontrow.waitingroom.log;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes old admission minutes once a day.
@Component
class AdmissionLogRetention {

    static final Duration RETENTION = Duration.ofDays(90);

    /// About one day's minutes of 69 concerts.
    private static final int ROWS_PER_SWEEP_MAX = 100_000;

    private final AdmissionLog log;
    private final InstantSource clock;

    AdmissionLogRetention(AdmissionLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "P1D")
    int sweep() {
        return log.deleteOlderThan(clock.instant().minus(RETENTION), ROWS_PER_SWEEP_MAX);
    }
}
