package dev.frontrow.boxoffice;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The list of concerts comes first: from there an operator goes on.
@Controller
class OfficeStartPage {

    @GetMapping("/office")
    String start() {
        return "redirect:/office/concerts";
    }
}
