package dev.frontrow.boxoffice.concerts;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The access codes of a concert, also of a draft. A script fills it.
@Controller
class AccessCodePages {

    private final Catalog catalog;

    AccessCodePages(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/office/concerts/{concertId}/access-codes")
    String codes(@PathVariable long concertId, @AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.READ_ALL)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        Concert concert =
                catalog.stored(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
        model.addAttribute("concert", concert);
        model.addAttribute("maySteer", caller.may(Right.STEER_SALE));
        return "office/access-codes";
    }
}
