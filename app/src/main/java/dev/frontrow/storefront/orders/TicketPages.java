package dev.frontrow.storefront.orders;

import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.storefront.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/// A fan's tickets, to view, print, add to a calendar and scan.
@Controller
@RequestMapping("/tickets")
class TicketPages {

    private static final int SHOWN_MAX = 200;

    /// The length of a concert is unknown; until then a ticket counts as upcoming.
    private static final Duration PAST_AFTER = Duration.ofDays(1);

    private final Reservations reservations;
    private final TicketViews views;
    private final InstantSource clock;

    TicketPages(Reservations reservations, TicketViews views, InstantSource clock) {
        this.reservations = reservations;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    String all(@AuthenticationPrincipal Caller caller, Model model) {
        Instant past = clock.instant().minus(PAST_AFTER);
        List<TicketView> tickets = inOrder(reservations.newestTickets(caller.buyerId(), SHOWN_MAX)).stream()
                .sorted(Comparator.comparing(ticket -> ticket.startsAt().isBefore(past)))
                .toList();
        model.addAttribute("tickets", tickets);
        return "tickets";
    }

    /// Newest order first; within an order by the order of the seat map.
    private List<TicketView> inOrder(List<Ticket> newest) {
        Map<UUID, List<Ticket>> byHold = new LinkedHashMap<>();
        newest.forEach(ticket ->
                byHold.computeIfAbsent(ticket.holdId(), _ -> new ArrayList<>()).add(ticket));
        return byHold.values().stream()
                .flatMap(tickets -> views.inOrder(tickets).stream())
                .toList();
    }

    @GetMapping("/{ticketId}")
    String one(
            @PathVariable UUID ticketId,
            @AuthenticationPrincipal Caller caller,
            @ModelAttribute(name = "page", binding = false) Page page,
            Model model) {
        Ticket ticket = own(ticketId, caller);
        List<Ticket.Move> moves = reservations.movesOf(new HoldOfBuyer(ticket.holdId(), caller.buyerId())).stream()
                .filter(move -> move.ticketId().equals(ticketId))
                .toList();
        model.addAttribute("view", views.view(ticket));
        model.addAttribute("moves", views.lines(moves, ticket.performanceId(), page));
        return "ticket";
    }

    @GetMapping("/{ticketId}/calendar.ics")
    ResponseEntity<String> calendar(
            @PathVariable UUID ticketId,
            @AuthenticationPrincipal Caller caller,
            @ModelAttribute(name = "page", binding = false) Page page) {
        TicketView view = views.view(own(ticketId, caller));
        return new CalendarEntry(ticketId, view.concert(), page.language(), view.startsAt(), description(view, page))
                .answer(clock.instant());
    }

    /// The seat, the venue's local time, and a note that the end is unknown.
    private String description(TicketView view, Page page) {
        return String.join(
                "\n",
                views.words(view.seat(), page),
                page.dateTime(view.startsAt(), view.concert().timeZone()),
                views.words("calendar.noEnd", page));
    }

    private Ticket own(UUID ticketId, Caller caller) {
        return reservations
                .ticket(ticketId, caller.buyerId())
                .orElseThrow(() -> Problem.unknown(ProblemCode.TICKET_UNKNOWN, "ticketId"));
    }
}
