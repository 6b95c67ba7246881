package dev.frontrow.storefront;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.reservation.Hold;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Adds a hold to a page.
@Component
class HoldViews {

    private final Catalog catalog;
    private final ConcertViews concerts;

    HoldViews(Catalog catalog, ConcertViews concerts) {
        this.catalog = catalog;
        this.concerts = concerts;
    }

    void describe(Hold hold, Model model) {
        ConcertView view = concerts.required(hold.concertId());
        var map = catalog.seatMap(hold.performanceId());
        model.addAttribute("hold", hold);
        model.addAttribute("view", view);
        model.addAttribute(
                "performance", catalog.performance(hold.performanceId()).orElseThrow());
        model.addAttribute("seats", SeatView.of(hold, map, view.levels()));
    }
}
