package dev.frontrow.storefront;

import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of concerts, and the page of each.
@Controller
class ConcertPages {

    /// The longest search. Titles are not longer.
    private static final int SOUGHT_MAX = 200;

    private final ConcertViews concerts;
    private final FrontOfHouse frontOfHouse;
    private final ConcertFacts facts;

    ConcertPages(ConcertViews concerts, FrontOfHouse frontOfHouse, ConcertFacts facts) {
        this.concerts = concerts;
        this.frontOfHouse = frontOfHouse;
        this.facts = facts;
    }

    @GetMapping("/")
    String all(@RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "") String q, Model model) {
        if (q.length() > SOUGHT_MAX) {
            throw Problem.invalidField("q", "too-long");
        }
        model.addAttribute("bill", concerts.after(after, q));
        model.addAttribute("sought", q.strip());
        return "concerts";
    }

    @GetMapping("/concerts/{concertId}")
    String one(
            @PathVariable long concertId,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletRequest request,
            Model model) {
        show(concertId, caller, request, model);
        return "concert";
    }

    /// The state of the sale for readers without a place, and how it ended.
    @GetMapping("/concerts/{concertId}/status")
    String status(@PathVariable long concertId, Model model) {
        model.addAttribute("view", concerts.required(concertId));
        frontOfHouse.status(concertId).ifPresent(status -> model.addAttribute("room", status));
        return "status";
    }

    void show(long concertId, @Nullable Caller caller, HttpServletRequest request, Model model) {
        ConcertView view = concerts.required(concertId);
        facts.describe(view, model);
        frontOfHouse.status(concertId).ifPresent(room -> model.addAttribute("room", room));
        model.addAttribute("inLine", isInLine(concertId, caller, request));
    }

    private boolean isInLine(long concertId, @Nullable Caller caller, HttpServletRequest request) {
        if (caller == null) {
            return false;
        }
        return QueueCookies.read(request, concertId)
                .flatMap(token -> frontOfHouse.place(concertId, token, caller))
                .map(PlaceDocument::state)
                .filter(state -> switch (state) {
                    case PRE_QUEUE, WAITING, ADMITTED -> true;
                    case FINISHED, EXPIRED, LEFT -> false;
                })
                .isPresent();
    }
}
