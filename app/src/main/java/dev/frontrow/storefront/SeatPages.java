package dev.frontrow.storefront;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceState;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldCommand;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import dev.frontrow.reservation.HoldOutcome;
import dev.frontrow.reservation.PlaceHold;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.seating.BestAvailable;
import dev.frontrow.storefront.ConcertView.LevelView;
import dev.frontrow.storefront.held.RunningHolds;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// The pages where a fan chooses seats. The list is a plain form and needs no script. The page's scripts draw the
/// map and everything live from the API.
@Controller
@RequestMapping("/performances/{performanceId}/seats")
class SeatPages {

    private static final int SEATS_SENT_MAX = 100;
    private static final int SEAT_LENGTH_MAX = 40;

    /// The form's fields.
    ///
    /// @param seats  labels of the ticked seats, of all parts
    /// @param places how many places of each area, in the seat map's order
    /// @param part  index of the part that the page showed
    /// @param show  index of another part, if the fan only changes parts
    /// @param count how many best seats, if the fan wants those
    /// @param level price level of the best seats; empty means any
    record Choice(
            @Nullable List<String> seats,
            @Nullable List<@Nullable Integer> places,
            @Nullable Integer part,
            @Nullable Integer show,
            @Nullable Integer count,
            @Nullable String level) {

        Set<String> labels() {
            Set<String> labels = new LinkedHashSet<>();
            if (seats != null) {
                seats.stream()
                        .filter(label -> !label.isBlank() && label.length() <= SEAT_LENGTH_MAX)
                        .limit(SEATS_SENT_MAX)
                        .forEach(labels::add);
            }
            return labels;
        }

        List<Integer> quantities() {
            return places == null
                    ? List.of()
                    : places.stream()
                            .map(count -> count == null ? 0 : Math.clamp(count, 0, SEATS_SENT_MAX))
                            .toList();
        }

        List<AreaQuantity> areas(SeatMap map) {
            List<Integer> quantities = quantities();
            return IntStream.range(0, Math.min(quantities.size(), map.areas().size()))
                    .filter(index -> quantities.get(index) > 0)
                    .mapToObj(index -> new AreaQuantity(map.areas().get(index).area(), quantities.get(index)))
                    .toList();
        }

        int size() {
            return labels().size()
                    + quantities().stream().mapToInt(count -> count).sum();
        }

        int shownPart() {
            Integer chosen = show == null ? part : show;
            return chosen == null ? -1 : chosen;
        }

        HoldCommand command(UUID buyerId, SaleScope scope, long performanceId, SeatMap map) {
            BestAvailable best = best();
            return best == null
                    ? new HoldCommand(buyerId, scope, performanceId, List.copyOf(labels()), areas(map), null)
                    : new HoldCommand(buyerId, scope, performanceId, List.of(), List.of(), best);
        }

        @Nullable
        BestAvailable best() {
            return count == null || count < 1
                    ? null
                    : new BestAvailable(
                            Math.min(count, SEATS_SENT_MAX), level == null || level.isEmpty() ? null : level);
        }
    }

    private final FrontOfHouse frontOfHouse;
    private final ConcertViews concerts;
    private final Catalog catalog;
    private final Reservations reservations;
    private final PlaceHold placeHold;

    SeatPages(
            FrontOfHouse frontOfHouse,
            ConcertViews concerts,
            Catalog catalog,
            Reservations reservations,
            PlaceHold placeHold) {
        this.frontOfHouse = frontOfHouse;
        this.concerts = concerts;
        this.catalog = catalog;
        this.reservations = reservations;
        this.placeHold = placeHold;
    }

    /// Redirects anyone not admitted to the waiting room.
    @GetMapping
    String choose(
            @PathVariable long performanceId,
            @ModelAttribute Choice choice,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Performance performance = required(performanceId);
        Optional<PlaceDocument> place = admitted(performance, caller, request);
        RunningHolds.expect(request, response);
        return place.isEmpty() ? waitingRoom(performance) : show(performance, caller, place.get(), choice, model);
    }

    @PostMapping
    String hold(
            @PathVariable long performanceId,
            @ModelAttribute Choice choice,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Performance performance = required(performanceId);
        Optional<PlaceDocument> place = admitted(performance, caller, request);
        Optional<SaleScope> scope = scope(performance, caller, request);
        if (place.isEmpty() || scope.isEmpty()) {
            return waitingRoom(performance);
        }
        if (choice.show() != null) {
            return show(performance, caller, place.get(), choice, model);
        }
        if (choice.best() == null && choice.size() == 0) {
            model.addAttribute("refusal", new Refused("none", 0, List.of()));
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(performance, caller, place.get(), choice, model);
        }
        SeatMap map = catalog.seatMap(performanceId);
        HoldOutcome outcome = placeHold.hold(choice.command(caller.buyerId(), scope.get(), performanceId, map));
        if (outcome instanceof HoldOutcome.Held(var hold)) {
            return "redirect:/checkout/" + hold.holdId();
        }
        model.addAttribute("refusal", refusal(outcome));
        response.setStatus(status(outcome).value());
        return show(performance, caller, place.get(), choice, model);
    }

    private static HttpStatus status(HoldOutcome refused) {
        return refused instanceof HoldOutcome.CoolingDown ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.CONFLICT;
    }

    /// @param why   message key
    /// @param count number in the message
    /// @param taken seats that other buyers have taken
    public record Refused(String why, int count, List<String> taken) {}

    /// The reader's unpaid hold.
    public record OwnHold(UUID holdId, Instant expiresAt, List<SeatView> seats) {

        static OwnHold of(Hold hold, SeatMap map, List<LevelView> levels) {
            return new OwnHold(hold.holdId(), hold.expiresAt(), SeatView.of(hold, map, levels));
        }
    }

    private static Refused refusal(HoldOutcome outcome) {
        return switch (outcome) {
            case HoldOutcome.SeatsTaken(List<String> taken) -> new Refused("lost", taken.size(), taken);
            case HoldOutcome.AreaFull(String _, int left) -> new Refused("areaFull", left, List.of());
            case HoldOutcome.NoSeatsTogether(int count) -> new Refused("together", count, List.of());
            case HoldOutcome.SeatsLocked() -> new Refused("locked", 0, List.of());
            case HoldOutcome.SeatLimitExceeded(int max) -> new Refused("limit", max, List.of());
            case HoldOutcome.PricesChanged() -> new Refused("repriced", 0, List.of());
            case HoldOutcome.SaleClosed() -> new Refused("closed", 0, List.of());
            case HoldOutcome.AdmissionOver() -> new Refused("admissionOver", 0, List.of());
            case HoldOutcome.CoolingDown cooling -> new Refused("coolDown", cooling.minutes(), List.of());
            case HoldOutcome.SeatsUnknown _, HoldOutcome.AreasUnknown _ -> new Refused("none", 0, List.of());
            case HoldOutcome.PriceLevelUnknown() -> new Refused("none", 0, List.of());
            case HoldOutcome.PerformanceUnknown() -> throw unknown();
            case HoldOutcome.OutOfScope() -> throw unknown();
            case HoldOutcome.Held _ -> throw new IllegalArgumentException("not a refusal: " + outcome);
        };
    }

    private String show(Performance performance, Caller caller, PlaceDocument place, Choice choice, Model model) {
        ConcertView view = concerts.required(performance.concertId());
        SeatMap map = catalog.seatMap(performance.performanceId());
        Set<String> free = reservations.freeSeats(performance.performanceId());
        Set<String> chosen = choice.labels();
        chosen.retainAll(free);
        List<OwnHold> own = reservations.running(caller.buyerId(), performance.performanceId()).stream()
                .map(hold -> OwnHold.of(hold, map, view.levels()))
                .toList();
        Set<String> ownLabels = own.stream()
                .flatMap(hold -> hold.seats().stream())
                .map(SeatView::label)
                .collect(Collectors.toSet());
        var standing = new SeatList.Standing(free, chosen, ownLabels);
        SeatList list = SeatList.of(map, standing, view.levels(), choice.shownPart());
        model.addAttribute("view", view);
        model.addAttribute("performance", performance);
        model.addAttribute("place", place);
        model.addAttribute("list", list);
        model.addAttribute("own", own);
        model.addAttribute("elsewhere", list.elsewhere(chosen));
        List<AreaLine> areas = areas(performance, map, view.levels(), choice);
        model.addAttribute("areas", areas);
        model.addAttribute(
                "chosen",
                chosen.size() + areas.stream().mapToInt(AreaLine::chosen).sum());
        model.addAttribute("seatsMax", reservations.seatsPerBuyerMax(view.concert()));
        return "seats";
    }

    private List<AreaLine> areas(Performance performance, SeatMap map, List<LevelView> levels, Choice choice) {
        return AreaLine.of(
                map, levels, choice.quantities(), area -> reservations.freePlaces(performance.performanceId(), area));
    }

    private Optional<PlaceDocument> admitted(Performance performance, Caller caller, HttpServletRequest request) {
        return QueueCookies.read(request, performance.concertId())
                .flatMap(token -> frontOfHouse.place(performance.concertId(), token, caller))
                .filter(place -> place.state() == PlaceState.ADMITTED);
    }

    private Optional<SaleScope> scope(Performance performance, Caller caller, HttpServletRequest request) {
        return QueueCookies.read(request, performance.concertId())
                .flatMap(token -> frontOfHouse.scope(performance.concertId(), token, caller));
    }

    private Performance required(long performanceId) {
        return catalog.performance(performanceId).orElseThrow(SeatPages::unknown);
    }

    private static String waitingRoom(Performance performance) {
        return "redirect:/concerts/" + performance.concertId() + "/waiting-room";
    }

    private static Problem unknown() {
        return Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
    }
}
