package dev.frontrow.boxoffice.report;

import dev.frontrow.boxoffice.report.Reports.Outcome;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.ZoneId;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The accounts of sales on paper, and the lists beside them.
@Controller
class ReportPages {

    private static final int SHOWN_MAX = 50;
    private static final List<String> LISTS = List.of("orders", "tickets", "ledger", "entries");
    private static final List<String> FORMATS = List.of("csv", "xlsx");

    private final Catalog catalog;
    private final Reports reports;

    ReportPages(Catalog catalog, Reports reports) {
        this.catalog = catalog;
        this.reports = reports;
    }

    /// The pages read what the calls of the API answer, so they need the same right.
    @ModelAttribute
    void requireRight(@AuthenticationPrincipal Caller caller) {
        if (!caller.may(Right.READ_ALL)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
    }

    @GetMapping("/office/reports")
    String all(@RequestParam(defaultValue = "0") long after, Model model) {
        var concerts = catalog.concerts(after, SHOWN_MAX + 1);
        boolean more = concerts.size() > SHOWN_MAX;
        var shown = more ? concerts.subList(0, SHOWN_MAX) : List.copyOf(concerts);
        model.addAttribute("concerts", shown);
        model.addAttribute("lists", LISTS);
        model.addAttribute("formats", FORMATS);
        if (more) {
            model.addAttribute("next", shown.getLast().concertId());
        }
        return "office/reports";
    }

    @GetMapping("/office/concerts/{concertId}/report")
    String report(@PathVariable long concertId, Model model) {
        switch (reports.make(concertId)) {
            case Outcome.Made(SaleReport report, SignedReport signed) -> {
                model.addAttribute("report", report);
                model.addAttribute("signature", signed.signature());
                model.addAttribute("zone", ZoneId.of(report.concert().timeZone()));
            }
            case Outcome.ConcertUnknown() -> throw Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
            case Outcome.Busy() -> throw Problem.of(ProblemCode.BUSY).retryAfter(ReportController.RETRY_AFTER);
        }
        return "office/report";
    }
}
