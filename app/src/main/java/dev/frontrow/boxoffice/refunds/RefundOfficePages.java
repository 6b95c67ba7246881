package dev.frontrow.boxoffice.refunds;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Performance;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Skeletons of the pages; their scripts call the operators' API.
@Controller
class RefundOfficePages {

    private final Catalog catalog;
    private final WaitingRefunds refunds;

    RefundOfficePages(Catalog catalog, WaitingRefunds refunds) {
        this.catalog = catalog;
        this.refunds = refunds;
    }

    /// What waits for an approval.
    @GetMapping("/office/refunds")
    String waiting(@AuthenticationPrincipal Caller caller, Model model) {
        require(caller, Right.LOOK_UP);
        addRights(caller, model);
        model.addAttribute("decimals", decimals());
        return "office/refunds-waiting";
    }

    @GetMapping("/office/performances/{performanceId}/refunds")
    String performance(@PathVariable long performanceId, @AuthenticationPrincipal Caller caller, Model model) {
        require(caller, Right.READ_ALL);
        Performance performance = catalog.performance(performanceId).orElseThrow(RefundOfficePages::unknown);
        Concert concert = catalog.concert(performance.concertId()).orElseThrow(RefundOfficePages::unknown);
        addRights(caller, model);
        model.addAttribute("started", refunds.isStarted(performanceId));
        model.addAttribute("performance", performance);
        model.addAttribute("concert", concert);
        model.addAttribute("digits", concert.currency().getDefaultFractionDigits());
        return "office/performance-refunds";
    }

    private static Problem unknown() {
        return Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
    }

    private static void addRights(Caller caller, Model model) {
        model.addAttribute("self", caller.buyerId());
        model.addAttribute("mayApprove", caller.may(Right.APPROVE));
        model.addAttribute("mayRefund", caller.may(Right.REFUND));
        model.addAttribute("mayRefundPerformance", caller.may(Right.REFUND_PERFORMANCE));
        model.addAttribute("maySeeJobs", caller.may(Right.READ_ALL));
    }

    private static void require(Caller caller, Right right) {
        if (!caller.may(right)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
    }

    /// Of each currency, since browsers know other ones.
    private static Map<String, Integer> decimals() {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .collect(Collectors.toMap(
                        Currency::getCurrencyCode, Currency::getDefaultFractionDigits, (one, _) -> one, TreeMap::new));
    }
}
