package dev.frontrow.storefront;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.reservation.Hold;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Adds a hold to a page.
@Component
class HoldViews {

    /// A reader who came to the concert longer ago than this has no hold any more.
    private static final Duration CHANGES_TOLD = Duration.ofHours(2);

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
        model.addAttribute("changesSince", hold.expiresAt().minus(CHANGES_TOLD));
        model.addAttribute("seats", SeatView.of(hold, map, view.levels()));
    }
}
