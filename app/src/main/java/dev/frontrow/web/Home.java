package dev.frontrow.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Whoever opens the address that the start prints gets something to read. Until there are pages that is the API's
/// description.
@Controller
class Home {

    @GetMapping("/")
    String home() {
        return "redirect:/docs";
    }
}
