package dev.frontrow.audit;

import dev.frontrow.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class AuditController {

    private static final int PAGE_MAX = 1_000;

    /// @param nextAfter  the next page's `after`; absent on the last
    /// @param nextBefore the next page's `before`; absent on the last
    record AuditPage(
            List<AuditEntry> entries,
            @Nullable Long nextAfter,
            @Nullable Long nextBefore) {}

    record AuditHeads(List<AuditHead> heads) {}

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final AuditEntries entries;
    private final PublicHeads heads;

    AuditController(AuditEntries entries, PublicHeads heads) {
        this.entries = entries;
        this.heads = heads;
    }

    /// Without `after` and `before` it begins with the newest entry.
    @GetMapping("/api/v1/operator/audit")
    @Operation(
            summary = "The audit log, a page at a time",
            description = "The newest entries first; with `after` the oldest of those behind it first. `./frontrow"
                    + " verify-audit` reads it so, and checks the chain of hashes: docs/box-office.md.")
    AuditPage entries(
            @RequestParam(required = false) @Nullable @Min(0) Long after,
            @RequestParam(required = false) @Nullable @Min(1) Long before,
            @RequestParam(required = false) @Nullable Action action,
            @Parameter(schema = @Schema(pattern = "[^\\x00]{1,200}"))
                    @RequestParam(required = false)
                    @Nullable
                    @Size(max = 200)
                    String subject,
            @Parameter(schema = @Schema(pattern = "[^\\x00]{1,300}"))
                    @RequestParam(required = false)
                    @Nullable
                    @Size(max = 300)
                    String actor,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(defaultValue = "100") @Min(1) @Max(PAGE_MAX) int limit) {
        if (after != null && before != null) {
            throw Problem.invalidField("before", "after-or-before");
        }
        var filter = new AuditFilter(
                action == null ? null : action.name(),
                subject,
                actor,
                inRange("since", since),
                inRange("until", until));
        boolean forwards = after != null;
        long from = after != null ? after : Objects.requireNonNullElse(before, Long.MAX_VALUE);
        List<AuditEntry> page = entries.page(from, forwards, filter, limit);
        Long next = page.size() == limit ? (Long) page.getLast().sequence() : null;
        return new AuditPage(page, forwards ? next : null, forwards ? null : next);
    }

    /// The database knows no more years.
    private static @Nullable Instant inRange(String field, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw Problem.invalidField(field, "instant-range");
        }
        return time;
    }

    @GetMapping("/api/v1/audit-heads")
    @Tag(name = "Audit")
    @Operation(
            summary = "The last entry of the audit log on each day in UTC",
            description = "The newest day first; of today, the last entry so far. It is public, so that everybody can"
                    + " note it: entries up to a noted one can no longer be changed without being noticed.")
    AuditHeads heads() {
        return new AuditHeads(heads.list());
    }
}
