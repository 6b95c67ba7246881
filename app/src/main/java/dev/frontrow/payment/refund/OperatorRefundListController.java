package dev.frontrow.payment.refund;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class OperatorRefundListController {

    private static final int PAGE = 100;

    /// @param nextAfter the next page's `after`; absent on the last
    record RefundPage(
            List<RefundDocument> refunds, @Nullable UUID nextAfter) {}

    /// The refund of a performance that waits.
    record WaitingJob(long performanceId, String reason, UUID startedBy, Instant startedAt) {}

    record WaitingJobs(List<WaitingJob> jobs) {}

    private final RefundRows rows;
    private final RefundJobs jobs;

    OperatorRefundListController(RefundRows rows, RefundJobs jobs) {
        this.rows = rows;
        this.jobs = jobs;
    }

    @GetMapping("/api/v1/operator/refund-jobs")
    @Operation(
            summary = "The refunds of performances that wait for their approval",
            description = "Those first that wait longest, at most 100.")
    WaitingJobs waiting() {
        return new WaitingJobs(jobs.waiting().stream()
                .map(job -> new WaitingJob(job.performanceId(), job.reason(), job.startedBy(), job.startedAt()))
                .toList());
    }

    @GetMapping("/api/v1/operator/refunds")
    @Operation(
            summary = "The refunds of all orders by their status, a page at a time",
            description = "Without a status those that wait for their approval, those first that wait longest.")
    RefundPage refunds(
            @RequestParam(defaultValue = "REQUESTED") RefundStatus status,
            @RequestParam(required = false) @Nullable UUID after) {
        List<Refund> page = rows.list(status, after == null ? RefundJob.BEFORE_ALL : after, PAGE);
        return new RefundPage(
                page.stream().map(RefundDocument::of).toList(),
                page.size() == PAGE ? page.getLast().refundId() : null);
    }
}
