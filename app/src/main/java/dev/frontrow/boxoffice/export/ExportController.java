package dev.frontrow.boxoffice.export;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.boxoffice.export.Exports.Format;
import dev.frontrow.boxoffice.export.Exports.Outcome;
import dev.frontrow.boxoffice.export.Exports.Wanted;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

@RestController
@RequestMapping("/api/v1/operator/concerts/{concertId}/exports")
@Tag(name = "Operator")
class ExportController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String DESCRIPTION = """
            Of all performances, or of one. Amounts have the decimals of their currency; times are in UTC and by the \
            clock of the venue. As of one moment. `orders` and `tickets` name buyers; `entries` are the valid tickets \
            with the codes that let people in; `ledger` has the transfers. Two lists are written at a time; another is \
            answered 503 with `Retry-After`.""";

    private final Exports exports;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    ExportController(Exports exports, AuditLog audit, TransactionTemplate transaction) {
        this.exports = exports;
        this.audit = audit;
        this.transaction = transaction;
    }

    @GetMapping(
            path = {"/orders.csv", "/tickets.csv", "/ledger.csv", "/entries.csv"},
            produces = CSV)
    @Operation(summary = "A list of the concert as CSV", description = DESCRIPTION)
    void csv(
            @PathVariable long concertId,
            @RequestParam @Nullable @Min(1) Long performanceId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(new Wanted(list(request), concertId, performanceId, Format.CSV), response);
    }

    @GetMapping(
            path = {"/orders.xlsx", "/tickets.xlsx", "/ledger.xlsx", "/entries.xlsx"},
            produces = XLSX)
    @Operation(summary = "A list of the concert as a workbook", description = DESCRIPTION)
    void xlsx(
            @PathVariable long concertId,
            @RequestParam @Nullable @Min(1) Long performanceId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(new Wanted(list(request), concertId, performanceId, Format.XLSX), response);
    }

    /// By the pattern, since a client may write a path with other characters escaped.
    private static ExportedList list(HttpServletRequest request) {
        String path = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String word = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
        return ExportedList.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private void send(Wanted wanted, HttpServletResponse response) throws IOException {
        switch (exports.write(wanted)) {
            case Outcome.Written(Path file) -> send(wanted, file, response);
            case Outcome.ConcertUnknown() -> throw Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
            case Outcome.PerformanceUnknown() ->
                throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
            case Outcome.Busy() -> throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_AFTER);
        }
    }

    /// The file is gone as soon as it is open, so nothing of it stays whatever happens.
    private void send(Wanted wanted, Path file, HttpServletResponse response) throws IOException {
        String name = "concert-%d-%s.%s"
                .formatted(
                        wanted.concertId(),
                        wanted.list().word(),
                        wanted.format().name().toLowerCase(Locale.ROOT));
        long length = Files.size(file);
        try (InputStream lines = Files.newInputStream(file)) {
            Files.delete(file);
            note(wanted);
            response.setContentType(wanted.format() == Format.CSV ? CSV : XLSX);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment().filename(name).build().toString());
            response.setContentLengthLong(length);
            lines.transferTo(response.getOutputStream());
        }
    }

    /// Lists name buyers, or have what lets people in: who took one is worth knowing.
    private void note(Wanted wanted) {
        transaction.executeWithoutResult(_ -> audit.record(
                Action.LIST_EXPORTED,
                "concert " + wanted.concertId(),
                null,
                Map.of("list", wanted.list().word(), "format", wanted.format())));
    }
}
