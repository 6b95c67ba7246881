package dev.frontrow.boxoffice.lookup;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.HoldOfBuyer;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.reservation.Ticket;
import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The tickets of an order that was sold at the box office, for paper. The codes of what fans bought are theirs alone.
@Controller
class PaperTicketPages {

    private static final int QUIET_ZONE_MODULES = 4;

    /// @param side of the code, in modules
    /// @param dark its dark modules, as the path of an SVG
    public record PaperTicket(
            @Nullable String seat,
            @Nullable String area,
            @Nullable Integer entryNumber,
            String priceLevel,
            long amountMinor,
            String barcode,
            int side,
            String dark) {

        static PaperTicket of(Ticket ticket, LookedUpTicket sold) {
            QrCode code = QrCode.encodeText(ticket.barcode(), QrCode.Ecc.MEDIUM);
            return new PaperTicket(
                    ticket.namedSeat(),
                    ticket.area(),
                    ticket.entryNumber(),
                    sold.priceLevel(),
                    sold.amountMinor(),
                    ticket.barcode(),
                    code.size + 2 * QUIET_ZONE_MODULES,
                    path(code));
        }

        private static String path(QrCode code) {
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < code.size; y++) {
                for (int x = 0; x < code.size; x++) {
                    if (code.getModule(x, y)) {
                        path.append('M')
                                .append(x + QUIET_ZONE_MODULES)
                                .append(' ')
                                .append(y + QUIET_ZONE_MODULES)
                                .append("h1v1h-1z");
                    }
                }
            }
            return path.toString();
        }
    }

    private final LookUps lookUps;
    private final Reservations reservations;
    private final Catalog catalog;

    PaperTicketPages(LookUps lookUps, Reservations reservations, Catalog catalog) {
        this.lookUps = lookUps;
        this.reservations = reservations;
        this.catalog = catalog;
    }

    @GetMapping("/office/orders/{paymentId}/tickets")
    String tickets(@PathVariable UUID paymentId, @AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.SELL)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        LookedUpOrder order = lookUps.order(paymentId)
                .filter(found -> found.payment().method().isAtBoxOffice())
                .orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
        Concert concert = catalog.concert(order.concert().concertId())
                .orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
        model.addAttribute("order", order);
        model.addAttribute("concert", concert);
        model.addAttribute("tickets", valid(order));
        return "office/tickets";
    }

    private List<PaperTicket> valid(LookedUpOrder order) {
        Map<UUID, LookedUpTicket> sold =
                order.tickets().stream().collect(Collectors.toMap(LookedUpTicket::ticketId, ticket -> ticket));
        return reservations
                .ticketsOf(new HoldOfBuyer(order.holdId(), order.buyer().buyerId()))
                .stream()
                .filter(Ticket::isValid)
                .map(ticket -> PaperTicket.of(ticket, Objects.requireNonNull(sold.get(ticket.ticketId()))))
                .toList();
    }
}
