package dev.frontrow.boxoffice.lookup;

import dev.frontrow.boxoffice.lookup.LookUps.Story;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What the counter searches and reads.
@Controller
@RequestMapping("/office/orders")
class LookUpPages {

    private static final String PAGES = "/office/orders/";
    private static final String ZONE = "zone";
    private static final int EVENTS_MAX = 100;

    /// One thing that was found, with its page.
    public record FoundLine(
            Found.Kind kind, String title, @Nullable String where, String page) {

        static FoundLine of(Found found) {
            return new FoundLine(found.kind(), found.title(), found.where(), Links.page(found.link()));
        }
    }

    /// @param page of the hold or order; null for the rest
    public record EventLine(
            StoryEvent.Happening code,
            @Nullable Instant at,
            @Nullable String concert,
            @Nullable List<String> seats,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String refusal,
            @Nullable String page) {

        static EventLine of(StoryEvent event) {
            return new EventLine(
                    event.code(),
                    event.at(),
                    event.concert(),
                    event.seats(),
                    event.amountMinor(),
                    event.currency(),
                    event.refusal(),
                    page(event));
        }

        private static @Nullable String page(StoryEvent event) {
            return switch (event.code()) {
                case SIGNED_UP, TOPPED_UP -> null;
                case JOINED, ADMITTED, LEFT, TURN_MISSED, ADMISSION_ENDED -> PAGES + "places/" + event.id();
                case HELD, EXTENDED, RELEASED, HOLD_EXPIRED, RESEATED -> PAGES + "holds/" + event.id();
                case PAID, REFUSED, REFUND_REQUESTED, REFUNDED, REFUND_ENDED -> PAGES + event.id();
            };
        }
    }

    private final Search search;
    private final LookUps lookUps;
    private final ReseatChoices choices;

    LookUpPages(Search search, LookUps lookUps, ReseatChoices choices) {
        this.search = search;
        this.lookUps = lookUps;
        this.choices = choices;
    }

    /// The pages read what the calls of the API answer, so they need the same rights.
    @ModelAttribute
    void requireRight(@AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.LOOK_UP)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        model.addAttribute("maySell", caller.may(Right.SELL));
        model.addAttribute("mayRepair", caller.may(Right.REPAIR));
        model.addAttribute("mayReadAll", caller.may(Right.READ_ALL));
    }

    @GetMapping
    String search(@RequestParam @Nullable String q, Model model) {
        if (q != null) {
            SearchText sought = SearchText.of(q);
            List<Found> found = sought.isUsable() ? search.find(sought) : List.of();
            model.addAttribute("q", q);
            model.addAttribute("found", found.stream().map(FoundLine::of).toList());
        }
        return "office/orders";
    }

    @GetMapping("/{paymentId}")
    String order(@PathVariable UUID paymentId, @AuthenticationPrincipal Caller caller, Model model) {
        LookedUpOrder order =
                lookUps.order(paymentId).orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
        model.addAttribute("order", order);
        model.addAttribute(ZONE, zone(order.concert()));
        model.addAttribute("choices", caller.may(Right.SELL) ? choices.of(order) : List.of());
        return "office/order";
    }

    @GetMapping("/{paymentId}/evidence")
    String evidence(@PathVariable UUID paymentId, @AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.READ_ALL)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        Evidence evidence = lookUps.evidence(paymentId)
                .orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
        model.addAttribute("evidence", evidence);
        model.addAttribute(
                "events", evidence.events().stream().map(EventLine::of).toList());
        model.addAttribute(ZONE, zone(evidence.order().concert()));
        return "office/evidence";
    }

    @GetMapping("/holds/{holdId}")
    String hold(@PathVariable UUID holdId, Model model) {
        LookedUpHold hold = lookUps.hold(holdId).orElseThrow(() -> Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId"));
        model.addAttribute("hold", hold);
        model.addAttribute(ZONE, zone(hold.concert()));
        return "office/hold";
    }

    @GetMapping("/places/{placeId}")
    String place(@PathVariable String placeId, Model model) {
        LookedUpPlace place = PlaceId.of(placeId)
                .flatMap(lookUps::place)
                .orElseThrow(() -> Problem.unknown(ProblemCode.PLACE_UNKNOWN, "placeId"));
        model.addAttribute("place", place);
        model.addAttribute(ZONE, zone(place.concert()));
        return "office/place";
    }

    @GetMapping("/buyers/{buyerId}")
    String buyer(@PathVariable UUID buyerId, @RequestParam @Nullable String after, Model model) {
        StoryCursor cursor = after == null
                ? StoryCursor.START
                : StoryCursor.read(after).orElseThrow(() -> Problem.invalidField("after", "cursor"));
        Story story = lookUps.story(buyerId, cursor, EVENTS_MAX)
                .orElseThrow(() -> Problem.unknown(ProblemCode.BUYER_UNKNOWN, "buyerId"));
        model.addAttribute("buyer", story.buyer());
        model.addAttribute("events", story.events().stream().map(EventLine::of).toList());
        model.addAttribute("next", story.next());
        return "office/buyer";
    }

    private static ZoneId zone(LookedUpConcert concert) {
        return ZoneId.of(concert.timeZone());
    }
}
