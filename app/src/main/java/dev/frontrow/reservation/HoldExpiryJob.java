package dev.frontrow.reservation;

import dev.frontrow.cluster.SingleJobs;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sweeps expired holds every second, on one node.
@Component
class HoldExpiryJob {

    private final HoldExpiry expiry;
    private final SingleJobs jobs;

    HoldExpiryJob(HoldExpiry expiry, SingleJobs jobs) {
        this.expiry = expiry;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "PT1S")
    int run() {
        return jobs.areHere() ? expiry.sweep() : 0;
    }
}
