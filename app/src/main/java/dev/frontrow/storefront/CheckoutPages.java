package dev.frontrow.storefront;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Money;
import dev.frontrow.payment.Checkout;
import dev.frontrow.payment.PayCommand;
import dev.frontrow.payment.PaymentOutcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.ExtensionOutcome;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldExtension;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.wallet.Wallet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/// Leads from held seats to paid ones. The hold serves as idempotency key: however often its form is sent, it is
/// paid once. The page always shows the hold's current state, so reload and back button are always right.
@Controller
@RequestMapping("/checkout/{holdId}")
class CheckoutPages {

    private final Reservations reservations;
    private final Checkout checkout;
    private final Wallet wallet;
    private final HoldExtension extension;
    private final HoldViews views;

    CheckoutPages(
            Reservations reservations, Checkout checkout, Wallet wallet, HoldExtension extension, HoldViews views) {
        this.reservations = reservations;
        this.checkout = checkout;
        this.wallet = wallet;
        this.extension = extension;
        this.views = views;
    }

    @GetMapping
    String show(
            @PathVariable UUID holdId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            Model model) {
        Hold hold = own(holdId, caller);
        return switch (reservations.statusOf(hold)) {
            case HELD -> held(hold, caller, request, model);
            case CONFIRMED -> "redirect:/tickets?paid=" + holdId;
            case EXPIRED -> ended(hold, "expired", null, model);
            case RELEASED -> ended(hold, "released", null, model);
        };
    }

    @PostMapping("/pay")
    String pay(
            @PathVariable UUID holdId,
            @AuthenticationPrincipal Caller caller,
            HttpServletResponse response,
            Model model) {
        Hold hold = own(holdId, caller);
        var command = new PayCommand(caller.buyerId(), new SaleScope(hold.concertId()), holdId);
        return switch (checkout.pay(command)) {
            case PaymentOutcome.Paid _ -> "redirect:/tickets?paid=" + holdId;
            case PaymentOutcome.AlreadyPaid() -> "redirect:/tickets?paid=" + holdId;
            case PaymentOutcome.HoldUnknown() -> throw unknown();
            case PaymentOutcome.OutOfScope() -> throw unknown();
            case PaymentOutcome.HoldExpired() -> "redirect:/checkout/" + holdId;
            case PaymentOutcome.AdmissionOver() -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                yield ended(hold, "admissionOver", null, model);
            }
            case PaymentOutcome.BalanceInsufficient(Money missing) -> {
                response.setStatus(HttpStatus.PAYMENT_REQUIRED.value());
                yield ended(hold, "short", missing, model);
            }
        };
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
                yield ended(hold, "admissionOver", null, model);
            }
        };
    }

    @PostMapping("/release")
    String release(@PathVariable UUID holdId, @AuthenticationPrincipal Caller caller) {
        return switch (reservations.release(holdId, caller.buyerId())) {
            case RELEASED -> "redirect:/performances/" + own(holdId, caller).performanceId() + "/seats";
            case ALREADY_PAID -> "redirect:/tickets?paid=" + holdId;
            case HOLD_UNKNOWN -> throw unknown();
        };
    }

    /// The page's countdown shows only time in which the hold can be paid.
    private String held(Hold hold, Caller caller, HttpServletRequest request, Model model) {
        if (!extension.keepPayable(hold)) {
            return ended(hold, "admissionOver", null, model);
        }
        Money balance = wallet.balance(caller.buyerId(), hold.total().currency());
        Money missing = hold.total().minus(balance);
        boolean isShort = missing.amountMinor() > 0;
        views.describe(hold, model);
        model.addAttribute("balance", balance);
        model.addAttribute("after", balance.minus(hold.total()));
        model.addAttribute("missing", isShort ? missing : null);
        model.addAttribute("extendable", extension.isExtendable(hold));
        model.addAttribute("justExtended", hold.extended() && request.getParameter("extended") != null);
        model.addAttribute("minutesMore", extension.extensionOf(hold).toMinutes());
        model.addAttribute(
                "notExtended", request.getParameter("notExtended") != null && extension.isUnderPressure(hold));
        model.addAttribute("payKey", UUID.randomUUID());
        model.addAttribute("topUp", isShort ? TopUpView.of(balance, missing, wallet.limits(balance.currency())) : null);
        model.addAttribute(
                "queueToken", QueueCookies.read(request, hold.concertId()).orElse(null));
        return "checkout";
    }

    /// @param why     key of the message
    /// @param missing the missing amount, if that is the reason
    private String ended(Hold hold, String why, @Nullable Money missing, Model model) {
        views.describe(hold, model);
        model.addAttribute("why", why);
        model.addAttribute("missing", missing);
        return "checkout-ended";
    }

    private Hold own(UUID holdId, Caller caller) {
        return reservations.find(holdId, caller.buyerId()).orElseThrow(CheckoutPages::unknown);
    }

    private static Problem unknown() {
        return Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId");
    }
}
