package dev.frontrow.boxoffice.night;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The page of a night, and the list of nights.
@Controller
class NightPages {

    private static final int LISTED_MAX = 50;

    private final Catalog catalog;

    NightPages(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/office/night")
    String all(Model model) {
        List<Concert> concerts = catalog.byDate("", 0, LISTED_MAX);
        model.addAttribute("concerts", concerts);
        return "office/nights";
    }

    @GetMapping("/office/concerts/{concertId}/night")
    String one(@PathVariable long concertId, Model model) {
        model.addAttribute(
                "concert",
                catalog.concert(concertId)
                        .orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId")));
        return "office/night";
    }
}
