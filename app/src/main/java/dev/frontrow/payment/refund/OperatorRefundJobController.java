package dev.frontrow.payment.refund;

import dev.frontrow.audit.Actor;
import dev.frontrow.payment.refund.RefundJob.Failure;
import dev.frontrow.payment.refund.RefundJob.Progress;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/performances/{performanceId}/refund-job")
@Tag(name = "Operator")
class OperatorRefundJobController {

    static final int ORDERS_PER_SECOND_MAX = 200;

    /// What to keep of each ticket's price, as for one order, and how fast to go on.
    record RefundJobForm(
            @Nullable @Min(0) @Max(1_000_000_000_000L) Long feePerTicketMinor,
            @Nullable @Min(0) @Max(100) BigDecimal feePercent,
            @NotNull @Min(1) @Max(ORDERS_PER_SECOND_MAX) Integer ordersPerSecond) {}

    /// Changes what is given.
    ///
    /// @param paused false goes on, and tries again what has failed
    record RefundJobChange(
            @NotNull Boolean paused,
            @Nullable @Min(1) @Max(ORDERS_PER_SECOND_MAX) Integer ordersPerSecond) {}

    /// @param orders   that were refunded
    /// @param failed   orders that could not be refunded
    /// @param failures the first of them, each by its hold and why
    record RefundJobDocument(
            long performanceId,
            RefundJob.Status status,
            int ordersPerSecond,
            long feePerTicketMinor,
            BigDecimal feePercent,
            String reason,
            UUID startedBy,
            Instant startedAt,
            @Nullable UUID approvedBy,
            @Nullable Instant doneAt,
            long orders,
            long tickets,
            long amountMinor,
            long feeMinor,
            long failed,
            List<Failure> failures) {}

    private final RefundJobs jobs;

    OperatorRefundJobController(RefundJobs jobs) {
        this.jobs = jobs;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Refund all orders of a performance",
            description =
                    "In the background, order by order; each buyer gets their money once. Only when the performance is"
                            + " not on sale any more. Above the limit for refunds it begins when another person has approved it.")
    RefundJobDocument start(@PathVariable long performanceId, @Valid @RequestBody RefundJobForm form) {
        return document(jobs.start(
                performanceId,
                FeeRule.of(form.feePerTicketMinor(), form.feePercent()),
                form.ordersPerSecond(),
                Actor.currentWithReason()));
    }

    @GetMapping
    @Operation(summary = "How far the refund of a performance has come, and what has failed")
    RefundJobDocument job(@PathVariable long performanceId) {
        return document(jobs.find(performanceId));
    }

    @PatchMapping
    @Operation(summary = "Pause the refund of a performance, or go on, or change its rate")
    RefundJobDocument steer(@PathVariable long performanceId, @Valid @RequestBody RefundJobChange change) {
        return document(jobs.steer(performanceId, change.paused(), change.ordersPerSecond()));
    }

    @PostMapping("/approval")
    @Operation(summary = "Approve the refund of a performance that another person has started")
    RefundJobDocument approve(@PathVariable long performanceId) {
        return document(jobs.approve(performanceId, Actor.currentWithReason()));
    }

    @PostMapping("/refusal")
    @Operation(
            summary = "Decline the refund of a performance that waits for its approval, or take back one's own",
            description = "Nothing is paid back. Another one may be started then.")
    RefundJobDocument decline(@PathVariable long performanceId) {
        Actor.currentWithReason();
        return document(jobs.decline(performanceId));
    }

    @GetMapping("/estimate")
    @Operation(summary = "What the refund of a performance would come to now")
    RefundEstimate estimate(
            @PathVariable long performanceId,
            @RequestParam(required = false) @Nullable @Min(0) @Max(1_000_000_000_000L) Long feePerTicketMinor,
            @RequestParam(required = false) @Nullable @Min(0) @Max(100) BigDecimal feePercent) {
        return jobs.estimate(performanceId, FeeRule.of(feePerTicketMinor, feePercent), Actor.current())
                .orElseThrow(() -> Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId"));
    }

    private RefundJobDocument document(RefundJobOutcome outcome) {
        return switch (outcome) {
            case RefundJobOutcome.Known(RefundJob job) -> document(job);
            case RefundJobOutcome.PerformanceUnknown() ->
                throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
            case RefundJobOutcome.JobUnknown() -> throw Problem.unknown(ProblemCode.REFUND_UNKNOWN, "performanceId");
            case RefundJobOutcome.JobExists() -> throw Problem.of(ProblemCode.REFUND_JOB_EXISTS);
            case RefundJobOutcome.StillOnSale() -> throw Problem.of(ProblemCode.STILL_ON_SALE);
            case RefundJobOutcome.OwnJob() -> throw Problem.of(ProblemCode.SECOND_PERSON_REQUIRED);
            case RefundJobOutcome.NotNow() -> throw Problem.of(ProblemCode.REFUND_NOT_NOW);
        };
    }

    private RefundJobDocument document(RefundJob job) {
        Progress progress = jobs.progress(job.performanceId());
        return new RefundJobDocument(
                job.performanceId(),
                job.status(),
                job.ordersPerSecond(),
                job.fee().perTicketMinor(),
                job.fee().percent(),
                job.reason(),
                job.startedBy(),
                job.startedAt(),
                job.approvedBy(),
                job.doneAt(),
                progress.orders(),
                progress.tickets(),
                progress.amountMinor(),
                progress.feeMinor(),
                progress.failures(),
                jobs.failures(job.performanceId()));
    }
}
