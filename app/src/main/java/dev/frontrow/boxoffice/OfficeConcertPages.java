package dev.frontrow.boxoffice;

import dev.frontrow.catalog.Catalog;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of concerts, from which an operator goes on.
@Controller
class OfficeConcertPages {

    private static final int SHOWN_MAX = 50;

    private final Catalog catalog;

    OfficeConcertPages(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/office")
    String start() {
        return "redirect:/office/concerts";
    }

    @GetMapping("/office/concerts")
    String all(@RequestParam(defaultValue = "0") long after, Model model) {
        var concerts = catalog.concerts(after, SHOWN_MAX + 1);
        boolean more = concerts.size() > SHOWN_MAX;
        var shown = more ? concerts.subList(0, SHOWN_MAX) : List.copyOf(concerts);
        model.addAttribute("concerts", shown);
        if (more) {
            model.addAttribute("next", shown.getLast().concertId());
        }
        return "office/concerts";
    }
}
