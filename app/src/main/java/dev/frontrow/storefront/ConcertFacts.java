package dev.frontrow.storefront;

import dev.frontrow.catalog.Concert;
import dev.frontrow.identity.recovery.RecoverySettings;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.waitingroom.TurnTimes;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Adds to a concert's page what is the same for all of its readers.
@Component
public class ConcertFacts {

    private final ConcertViews concerts;
    private final Reservations reservations;
    private final TurnTimes turnTimes;
    private final RecoverySettings addresses;

    ConcertFacts(ConcertViews concerts, Reservations reservations, TurnTimes turnTimes, RecoverySettings addresses) {
        this.concerts = concerts;
        this.reservations = reservations;
        this.turnTimes = turnTimes;
        this.addresses = addresses;
    }

    /// The page of a concert as its fans will see it, be it a draft; answers its template.
    public String preview(Concert concert, Model model) {
        describe(concerts.view(concert), model);
        model.addAttribute("inLine", false);
        return "concert";
    }

    void describe(ConcertView view, Model model) {
        model.addAttribute("view", view);
        model.addAttribute(
                "address", addresses.link("/concerts/" + view.concert().concertId()));
        model.addAttribute("picture", addresses.link(picture(view)));
        model.addAttribute("turnUp", Span.of(turnTimes.toTurnUp()));
        model.addAttribute("seatsPerBuyerMax", reservations.seatsPerBuyerMax(view.concert()));
        model.addAttribute("holdMinutes", Math.max(1, reservations.holdTtl().toMinutes()));
    }

    private static String picture(ConcertView view) {
        String poster = view.concert().particulars().poster();
        return poster == null ? "/posters/" + view.art() + ".png" : "/posters/" + poster + "-1600.jpg";
    }
}
