package dev.frontrow.identity;

import dev.frontrow.cluster.SingleJobs;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes links to a new password that have expired, on one node.
@Component
class ResetLinkSweep {

    private final Credentials credentials;
    private final InstantSource time;
    private final SingleJobs jobs;

    ResetLinkSweep(Credentials credentials, InstantSource time, SingleJobs jobs) {
        this.credentials = credentials;
        this.time = time;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "PT10M")
    int sweep() {
        return jobs.areHere() ? credentials.sweep(time.instant()) : 0;
    }
}
