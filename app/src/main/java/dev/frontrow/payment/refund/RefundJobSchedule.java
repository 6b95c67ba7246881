package dev.frontrow.payment.refund;

import dev.frontrow.cluster.SingleJobs;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Refunds some orders of each running job every second, on one node.
@Component
class RefundJobSchedule {

    private final RefundSteps steps;
    private final SingleJobs jobs;

    RefundJobSchedule(RefundSteps steps, SingleJobs jobs) {
        this.steps = steps;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "PT1S")
    int run() {
        return jobs.areHere() ? steps.run() : 0;
    }
}
