package dev.frontrow.storefront;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.FrontOfHouse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Shows what is published about a draw. The check of a receipt runs in the reader's browser, because a server's
/// word about itself proves nothing.
@Controller
class DrawPages {

    private final FrontOfHouse frontOfHouse;
    private final ConcertViews concerts;

    DrawPages(FrontOfHouse frontOfHouse, ConcertViews concerts) {
        this.frontOfHouse = frontOfHouse;
        this.concerts = concerts;
    }

    @GetMapping("/concerts/{concertId}/draw")
    String draw(@PathVariable long concertId, Model model) {
        model.addAttribute("view", concerts.required(concertId));
        model.addAttribute(
                "room",
                frontOfHouse
                        .status(concertId)
                        .orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId")));
        return "draw";
    }
}
