package dev.frontrow.boxoffice.report;

import dev.frontrow.boxoffice.report.Reports.Outcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class ReportController {

    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// @param publicKey in base64, as X.509 writes it
    record ReportKeyDocument(String algorithm, String publicKey) {}

    private final Reports reports;
    private final Signer signer;

    ReportController(Reports reports, Signer signer) {
        this.reports = reports;
        this.signer = signer;
    }

    @GetMapping("/api/v1/operator/concerts/{concertId}/report")
    @Operation(summary = "The signed account of a sale", description = """
                    As of now. `./frontrow verify-report` checks the signature, for which docs/box-office.md says what is \
                    signed. One report is made at a time; another is answered 503 with `Retry-After`.""")
    SignedReport report(@PathVariable long concertId) {
        return switch (reports.make(concertId)) {
            case Outcome.Made(SaleReport _, SignedReport signed) -> signed;
            case Outcome.ConcertUnknown() -> throw Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
            case Outcome.Busy() -> throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_AFTER);
        };
    }

    @GetMapping("/api/v1/report-key")
    @Tag(name = "Audit")
    @Operation(summary = "The public key of signed reports", description = "Note it: it never changes.")
    ReportKeyDocument key() {
        return new ReportKeyDocument(ReportKeys.ALGORITHM, signer.publicKey());
    }
}
