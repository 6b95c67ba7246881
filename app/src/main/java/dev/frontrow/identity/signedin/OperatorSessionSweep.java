package dev.frontrow.identity.signedin;

import dev.frontrow.cluster.SingleJobs;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes what is kept of sessions that are over, on one node.
@Component
class OperatorSessionSweep {

    private final OperatorSessionRows rows;
    private final SingleJobs jobs;
    private final InstantSource clock;

    OperatorSessionSweep(OperatorSessionRows rows, SingleJobs jobs, InstantSource clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M")
    int sweep() {
        return jobs.areHere() ? rows.sweep(clock.instant()) : 0;
    }
}
