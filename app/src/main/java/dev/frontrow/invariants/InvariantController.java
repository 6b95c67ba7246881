package dev.frontrow.invariants;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class InvariantController {

    /// @param checkedAt absent until the first check
    /// @param tookMs    all queries together
    /// @param node      that checked
    record InvariantsDocument(
            @Nullable Instant checkedAt,
            @Nullable Long tookMs,
            @Nullable String node,
            int broken,
            List<InvariantReport.Finding> invariants) {}

    private final InvariantReports reports;

    InvariantController(InvariantReports reports) {
        this.reports = reports;
    }

    @GetMapping("/api/v1/operator/invariants")
    @Operation(
            summary = "Whether seats and money add up",
            description =
                    "What the last check found. One node checks every few seconds, and all nodes tell its result.")
    InvariantsDocument latest() {
        return reports.latest()
                .map(report -> new InvariantsDocument(
                        report.checkedAt(), report.tookMs(), report.node(), report.broken(), report.invariants()))
                .orElseGet(() -> new InvariantsDocument(null, null, null, 0, List.of()));
    }
}
