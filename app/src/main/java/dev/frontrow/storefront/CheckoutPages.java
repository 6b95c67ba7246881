package dev.frontrow.storefront;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.payment.Orders;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.ExtensionOutcome;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldExtension;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.storefront.held.RunningHolds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// The checkout of a hold. [PayPages] takes the payment.
@Controller
@RequestMapping("/checkout/{holdId}")
class CheckoutPages {

    private final Reservations reservations;
    private final Orders orders;
    private final HoldExtension extension;
    private final CheckoutView view;

    CheckoutPages(Reservations reservations, Orders orders, HoldExtension extension, CheckoutView view) {
        this.reservations = reservations;
        this.orders = orders;
        this.extension = extension;
        this.view = view;
    }

    @GetMapping
    String show(
            @PathVariable UUID holdId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        RunningHolds.expect(request, response);
        return view.show(own(holdId, caller), orderOf(holdId, caller), caller, request, model);
    }

    /// Redirects to the page that shows the hold's current state, so a reload is safe.
    @PostMapping("/extension")
    String extend(
            @PathVariable UUID holdId,
            @AuthenticationPrincipal Caller caller,
            HttpServletResponse response,
            Model model) {
        Hold hold = own(holdId, caller);
        return switch (extension.extend(holdId, caller.buyerId(), new SaleScope(hold.concertId()))) {
            case ExtensionOutcome.Extended _ -> "redirect:/checkout/" + holdId + "?extended";
            case ExtensionOutcome.UnderPressure() -> "redirect:/checkout/" + holdId + "?notExtended";
            case ExtensionOutcome.HoldOver() -> "redirect:/checkout/" + holdId;
            case ExtensionOutcome.AlreadyPaid() -> "redirect:/checkout/" + holdId;
            case ExtensionOutcome.HoldUnknown() -> throw unknown();
            case ExtensionOutcome.OutOfScope() -> throw unknown();
            case ExtensionOutcome.AdmissionOver() -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                yield view.ended(hold, "admissionOver", null, model);
            }
        };
    }

    @PostMapping("/release")
    String release(@PathVariable UUID holdId, @AuthenticationPrincipal Caller caller) {
        return switch (reservations.release(holdId, caller.buyerId())) {
            case RELEASED, ALREADY_OVER ->
                "redirect:/performances/" + own(holdId, caller).performanceId() + "/seats";
            case ALREADY_PAID -> "redirect:" + orderOf(holdId, caller);
            case HOLD_UNKNOWN -> throw unknown();
        };
    }

    private String orderOf(UUID holdId, Caller caller) {
        return orders.ofHold(holdId, caller.buyerId())
                .map(order -> "/orders/" + order.paymentId())
                .orElse("/orders");
    }

    private Hold own(UUID holdId, Caller caller) {
        return reservations.find(holdId, caller.buyerId()).orElseThrow(CheckoutPages::unknown);
    }

    static Problem unknown() {
        return Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId");
    }
}
