package dev.frontrow.storefront;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Money;
import dev.frontrow.payment.Checkout;
import dev.frontrow.payment.Orders;
import dev.frontrow.payment.PayCommand;
import dev.frontrow.payment.PaymentOutcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Reservations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Takes the payment of a hold, and a top-up before it if the form has one. The hold serves as the payment's
/// idempotency key, the form's key as that of the top-up: however often the form is sent, each happens once. All tabs
/// have the same key until the balance changes.
@Controller
class PayPages {

    /// Marks the address of a checkout that looks up whether it was paid.
    static final String UNPAID = "unpaid";

    private final Reservations reservations;
    private final Checkout checkout;
    private final Orders orders;
    private final TopUpForms topUps;
    private final CheckoutView view;

    PayPages(Reservations reservations, Checkout checkout, Orders orders, TopUpForms topUps, CheckoutView view) {
        this.reservations = reservations;
        this.checkout = checkout;
        this.orders = orders;
        this.topUps = topUps;
        this.view = view;
    }

    /// @param only whether to top up without paying
    @PostMapping("/checkout/{holdId}/pay")
    String pay(
            @PathVariable UUID holdId,
            @ModelAttribute TopUpForms.Sent topUp,
            @RequestParam(defaultValue = "") String only,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Hold hold = reservations.find(holdId, caller.buyerId()).orElseThrow(CheckoutPages::unknown);
        if (!topUp.isTopUp()) {
            return paid(hold, null, response, model);
        }
        if (!view.isPayable(hold)) {
            // No money moves for seats that are gone. The page says how they went.
            return "redirect:/checkout/" + holdId;
        }
        try {
            AmountRefusal refusal = topUps.topUp(topUp, caller, request);
            if (refusal != null) {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("refusal", refusal).addAttribute("typed", topUp.typed());
                return view.show(hold, "/orders", caller, request, model);
            }
        } catch (Problem problem) {
            return sentBefore(problem, hold);
        }
        String toppedUp = "redirect:/checkout/" + holdId + "?toppedUp";
        // A payment that cannot succeed would release the seats.
        return !only.isEmpty() || view.missing(hold, caller.buyerId()).isPresent()
                ? toppedUp
                : paid(hold, toppedUp, response, model);
    }

    /// Another tab has topped up with another amount: the page shows what is missing now.
    private static String sentBefore(Problem problem, Hold hold) {
        if (problem.code() != ProblemCode.IDEMPOTENCY_KEY_REUSED) {
            throw problem;
        }
        return "redirect:/checkout/" + hold.holdId();
    }

    /// @param toppedUp the page that tells of a top-up without a payment; null if there was no top-up
    private String paid(Hold hold, @Nullable String toppedUp, HttpServletResponse response, Model model) {
        String shown = toppedUp == null ? "redirect:/checkout/" + hold.holdId() : toppedUp;
        String lookedUp = shown + (toppedUp == null ? "?" : "&") + UNPAID;
        return switch (outcome(hold)) {
            case null -> lookedUp;
            case PaymentOutcome.Paid(var receipt) -> order(receipt.paymentId());
            case PaymentOutcome.AlreadyPaid() -> paidBefore(hold).orElse(lookedUp);
            case PaymentOutcome.HoldUnknown() -> throw CheckoutPages.unknown();
            case PaymentOutcome.OutOfScope() -> throw CheckoutPages.unknown();
            case PaymentOutcome.HoldExpired() -> shown;
            case PaymentOutcome.AdmissionOver() -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                model.addAttribute("toppedUp", toppedUp != null);
                yield view.ended(hold, "admissionOver", null, model);
            }
            case PaymentOutcome.BalanceInsufficient(Money missing) -> {
                response.setStatus(HttpStatus.PAYMENT_REQUIRED.value());
                model.addAttribute("toppedUp", toppedUp != null);
                yield view.ended(hold, "short", missing, model);
            }
        };
    }

    /// Null if we do not know the outcome: the database went away. The page that follows looks it up.
    private @Nullable PaymentOutcome outcome(Hold hold) {
        try {
            return checkout.pay(new PayCommand(hold.buyerId(), new SaleScope(hold.concertId()), hold.holdId()));
        } catch (DataAccessException | TransactionException unknown) {
            return null;
        }
    }

    /// Empty while the database is away.
    private Optional<String> paidBefore(Hold hold) {
        try {
            return orders.ofHold(hold.holdId(), hold.buyerId()).map(order -> order(order.paymentId()));
        } catch (DataAccessException away) {
            return Optional.empty();
        }
    }

    private static String order(UUID paymentId) {
        return "redirect:/orders/" + paymentId + "?paid";
    }
}
