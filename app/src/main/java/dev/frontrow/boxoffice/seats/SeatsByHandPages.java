package dev.frontrow.boxoffice.seats;

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

/// What is kept back of a performance, also of a draft. A script fills it.
@Controller
class SeatsByHandPages {

    private final Catalog catalog;

    SeatsByHandPages(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/office/performances/{performanceId}/seats")
    String seats(@PathVariable long performanceId, @AuthenticationPrincipal Caller caller, Model model) {
        Concert concert =
                catalog.concertOf(performanceId).flatMap(catalog::stored).orElseThrow(SeatsByHandPages::unknown);
        Performance performance = concert.performances().stream()
                .filter(one -> one.performanceId() == performanceId)
                .findFirst()
                .orElseThrow(SeatsByHandPages::unknown);
        model.addAttribute("concert", concert);
        model.addAttribute("performance", performance);
        model.addAttribute("areas", catalog.seatMap(performanceId).areas());
        model.addAttribute("maySell", caller.may(Right.SELL) && !performance.cancelled());
        return "office/seats";
    }

    private static Problem unknown() {
        return Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
    }
}
