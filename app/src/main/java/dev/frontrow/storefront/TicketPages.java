package dev.frontrow.storefront;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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
    private final Catalog catalog;
    private final ConcertViews concerts;
    private final MessageSource messages;
    private final InstantSource clock;

    TicketPages(
            Reservations reservations,
            Catalog catalog,
            ConcertViews concerts,
            MessageSource messages,
            InstantSource clock) {
        this.reservations = reservations;
        this.catalog = catalog;
        this.concerts = concerts;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String all(@AuthenticationPrincipal Caller caller, Model model) {
        Instant past = clock.instant().minus(PAST_AFTER);
        List<TicketView> tickets = inOrder(reservations.newestTickets(caller.buyerId(), SHOWN_MAX)).stream()
                .map(this::view)
                .sorted(Comparator.comparing(ticket -> ticket.startsAt().isBefore(past)))
                .toList();
        model.addAttribute("tickets", tickets);
        return "tickets";
    }

    /// Newest purchase first; within a purchase by the order of the seat map.
    private List<Ticket> inOrder(List<Ticket> newest) {
        Map<UUID, List<Ticket>> byPurchase = new LinkedHashMap<>();
        newest.forEach(ticket -> byPurchase
                .computeIfAbsent(ticket.holdId(), _ -> new ArrayList<>())
                .add(ticket));
        byPurchase.values().forEach(tickets -> {
            var map = catalog.seatMap(tickets.getFirst().performanceId());
            tickets.sort(Comparator.comparing(Ticket::seat, SeatView.inOrderOf(map)));
        });
        return byPurchase.values().stream().flatMap(List::stream).toList();
    }

    @GetMapping("/{ticketId}")
    String one(@PathVariable UUID ticketId, @AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("view", view(own(ticketId, caller)));
        return "ticket";
    }

    @GetMapping("/{ticketId}/calendar.ics")
    ResponseEntity<String> calendar(
            @PathVariable UUID ticketId,
            @AuthenticationPrincipal Caller caller,
            @ModelAttribute(name = "page", binding = false) Page page) {
        TicketView view = view(own(ticketId, caller));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("frontrow.ics")
                                .build()
                                .toString())
                .body(CalendarEntry.of(view, description(view, page), clock.instant()));
    }

    /// The seat, the venue's local time, and a note that the end is unknown.
    private String description(TicketView view, Page page) {
        SeatView seat = view.seat();
        Object[] place = {section(seat, page), seat.row(), seat.number()};
        return String.join(
                "\n",
                messages.getMessage("seat.in." + seat.words(), place, page.language()),
                page.dateTime(view.startsAt(), view.concert().timeZone()),
                messages.getMessage("calendar.noEnd", null, page.language()));
    }

    private String section(SeatView seat, Page page) {
        Object[] name = {seat.section()};
        return page.lettered(seat.section())
                ? messages.getMessage("seat.section", name, page.language())
                : seat.section();
    }

    private Ticket own(UUID ticketId, Caller caller) {
        return reservations
                .ticket(ticketId, caller.buyerId())
                .orElseThrow(() -> Problem.unknown(ProblemCode.TICKET_UNKNOWN, "ticketId"));
    }

    private TicketView view(Ticket ticket) {
        ConcertView concert = concerts.ofPerformance(ticket.performanceId());
        var performance = catalog.performance(ticket.performanceId()).orElseThrow();
        SeatView seat = SeatView.of(ticket.seat(), 0, catalog.seatMap(ticket.performanceId()), concert.levels());
        return new TicketView(ticket, concert.concert(), performance.startsAt(), seat, concert.art());
    }
}
