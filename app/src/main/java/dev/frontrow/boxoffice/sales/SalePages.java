package dev.frontrow.boxoffice.sales;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Where the box office sells. A script calls the operators' API.
@Controller
class SalePages {

    private final Catalog catalog;
    private final Offers offers;

    SalePages(Catalog catalog, Offers offers) {
        this.catalog = catalog;
        this.offers = offers;
    }

    @GetMapping("/office/performances/{performanceId}/sell")
    String sell(@PathVariable long performanceId, @AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.SELL)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        Performance performance = catalog.performance(performanceId).orElseThrow(SalePages::unknown);
        Concert concert = catalog.concert(performance.concertId()).orElseThrow(SalePages::unknown);
        model.addAttribute("performance", performance);
        model.addAttribute("concert", concert);
        model.addAttribute("cancelled", performance.cancelled() || concert.isCancelled());
        model.addAttribute("offer", offers.of(concert, performanceId));
        return "office/sell";
    }

    private static Problem unknown() {
        return Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
    }
}
