package dev.frontrow.storefront.orders;

import dev.frontrow.identity.Caller;
import dev.frontrow.payment.Orders;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.storefront.Page;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/// A fan's orders, each with its tickets and its receipt.
@Controller
@RequestMapping("/orders")
class OrderPages {

    private static final int SHOWN_MAX = 50;

    private final Orders orders;
    private final OrderViews views;
    private final TicketViews tickets;
    private final Reservations reservations;
    private final InstantSource clock;

    OrderPages(Orders orders, OrderViews views, TicketViews tickets, Reservations reservations, InstantSource clock) {
        this.orders = orders;
        this.views = views;
        this.tickets = tickets;
        this.reservations = reservations;
        this.clock = clock;
    }

    @GetMapping
    String all(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute(
                "orders",
                orders.newest(caller.buyerId(), SHOWN_MAX).stream()
                        .map(order -> views.of(order, caller.buyerId()))
                        .toList());
        return "orders";
    }

    @GetMapping("/{paymentId}")
    String one(
            @PathVariable UUID paymentId,
            @AuthenticationPrincipal Caller caller,
            @ModelAttribute(name = "page", binding = false) Page page,
            Model model) {
        OrderView view = own(paymentId, caller);
        var moves = reservations.movesOf(new HoldOfBuyer(view.order().holdId(), caller.buyerId()));
        model.addAttribute("view", view);
        model.addAttribute("moves", tickets.lines(moves, view.performanceId(), page));
        return "order";
    }

    /// One entry for all its seats.
    @GetMapping("/{paymentId}/calendar.ics")
    ResponseEntity<String> calendar(
            @PathVariable UUID paymentId,
            @AuthenticationPrincipal Caller caller,
            @ModelAttribute(name = "page", binding = false) Page page) {
        OrderView view = own(paymentId, caller);
        return new CalendarEntry(paymentId, view.concert(), page.language(), view.startsAt(), description(view, page))
                .answer(clock.instant());
    }

    private String description(OrderView view, Page page) {
        return String.join(
                "\n",
                view.validTickets().stream()
                        .map(ticket -> tickets.words(ticket.seat(), page))
                        .collect(Collectors.joining("\n")),
                page.dateTime(view.startsAt(), view.concert().timeZone()),
                tickets.words("order.number.is", page, view.order().number()),
                tickets.words("calendar.noEnd", page));
    }

    private OrderView own(UUID paymentId, Caller caller) {
        return orders.find(paymentId, caller.buyerId())
                .map(order -> views.of(order, caller.buyerId()))
                .orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
    }
}
