package dev.frontrow.boxoffice.concerts;

import dev.frontrow.boxoffice.refunds.WaitingRefunds;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.money.Currencies;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.storefront.ConcertFacts;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of all concerts, the form of a new one, and the page on which one is edited. Scripts fill and send the
/// forms.
@Controller
class ConcertOfficePages {

    private static final int SHOWN_MAX = 50;

    private final Catalog catalog;
    private final ConcertFacts facts;
    private final WaitingRefunds waiting;

    ConcertOfficePages(Catalog catalog, ConcertFacts facts, WaitingRefunds waiting) {
        this.catalog = catalog;
        this.facts = facts;
        this.waiting = waiting;
    }

    @GetMapping("/office/concerts")
    String all(
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        List<Concert> found = catalog.newest(before, SHOWN_MAX + 1);
        List<Concert> shown = found.subList(0, Math.min(SHOWN_MAX, found.size()));
        model.addAttribute("concerts", shown);
        model.addAttribute("waitingRefunds", caller.may(Right.APPROVE) ? waiting.count() : 0);
        if (found.size() > SHOWN_MAX) {
            model.addAttribute("next", shown.getLast().concertId());
        }
        return "office/concerts";
    }

    @GetMapping("/office/concerts/new")
    String form(Model model) {
        model.addAttribute(
                "zones", ZoneId.getAvailableZoneIds().stream().sorted().toList());
        model.addAttribute("decimals", decimals());
        return "office/concert-new";
    }

    @GetMapping("/office/concerts/{concertId}")
    String one(@PathVariable long concertId, @AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("concert", required(concertId));
        model.addAttribute("mayReadCodes", caller.may(Right.READ_ALL));
        model.addAttribute("maySell", caller.may(Right.SELL));
        model.addAttribute("decimals", decimals());
        return "office/concert";
    }

    /// The fans' page, also of a draft.
    @GetMapping("/office/concerts/{concertId}/preview")
    String preview(@PathVariable long concertId, Model model) {
        return facts.preview(required(concertId), model);
    }

    private Concert required(long concertId) {
        return catalog.stored(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
    }

    /// Of each currency, since browsers know other ones.
    private static Map<String, Integer> decimals() {
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(code -> Currencies.circulating(code).isPresent())
                .collect(Collectors.toMap(
                        code -> code,
                        code -> Currency.getInstance(code).getDefaultFractionDigits(),
                        (one, _) -> one,
                        TreeMap::new));
    }
}
