package dev.frontrow.reservation.withheld;

import dev.frontrow.cluster.SingleJobs;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Frees withheld seats whose time has come, every second, on one node.
@Component
class WithheldSweep {

    private final WithheldSeats seats;
    private final SingleJobs jobs;

    WithheldSweep(WithheldSeats seats, SingleJobs jobs) {
        this.seats = seats;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "PT1S")
    int run() {
        return jobs.areHere() ? seats.sweep() : 0;
    }
}
