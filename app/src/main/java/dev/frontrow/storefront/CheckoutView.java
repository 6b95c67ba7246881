package dev.frontrow.storefront;

import dev.frontrow.identity.Caller;
import dev.frontrow.line.PlaceState;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldExtension;
import dev.frontrow.reservation.HoldStatus;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.wallet.Wallet;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Shows a hold that is to be paid, or how it ended. It always shows the hold's current state, so reload and back
/// button are right.
@Component
class CheckoutView {

    private final Reservations reservations;
    private final HoldExtension extension;
    private final Wallet wallet;
    private final FrontOfHouse frontOfHouse;
    private final HoldViews views;

    CheckoutView(
            Reservations reservations,
            HoldExtension extension,
            Wallet wallet,
            FrontOfHouse frontOfHouse,
            HoldViews views) {
        this.reservations = reservations;
        this.extension = extension;
        this.wallet = wallet;
        this.frontOfHouse = frontOfHouse;
        this.views = views;
    }

    /// @param orderOf the address of the order that a paid hold has become
    String show(Hold hold, String orderOf, Caller caller, HttpServletRequest request, Model model) {
        return switch (reservations.statusOf(hold)) {
            case HELD -> held(hold, caller, request, model);
            case CONFIRMED -> "redirect:" + orderOf;
            case EXPIRED -> ended(hold, "expired", null, model);
            case RELEASED -> ended(hold, "released", null, model);
        };
    }

    /// Whether the hold runs and its buyer can pay it.
    boolean isPayable(Hold hold) {
        return reservations.statusOf(hold) == HoldStatus.HELD && extension.keepPayable(hold);
    }

    /// How much the buyer lacks to pay the hold; empty if the balance is enough.
    Optional<Money> missing(Hold hold, UUID buyerId) {
        Money missing = hold.total().minus(wallet.balance(buyerId, hold.total().currency()));
        return missing.amountMinor() > 0 ? Optional.of(missing) : Optional.empty();
    }

    /// The page's countdown shows only time in which the hold can be paid.
    private String held(Hold hold, Caller caller, HttpServletRequest request, Model model) {
        if (!extension.keepPayable(hold)) {
            return ended(hold, "admissionOver", null, model);
        }
        // Read before the balance: with a newer key, a form that shows an older balance could top up once more.
        UUID topUpKey = topUpKey(hold);
        Money balance = wallet.balance(caller.buyerId(), hold.total().currency());
        Money missing = missing(hold, caller.buyerId()).orElse(null);
        views.describe(hold, model);
        model.addAttribute("balance", balance);
        model.addAttribute("after", balance.minus(hold.total()));
        model.addAttribute("missing", missing);
        Optional<PlaceDocument> place = place(hold, caller, request);
        model.addAttribute("shopUntil", place.map(PlaceDocument::admittedUntil).orElse(null));
        model.addAttribute("queueToken", place.map(PlaceDocument::queueToken).orElse(null));
        model.addAttribute("extendable", extension.isExtendable(hold));
        model.addAttribute("justExtended", hold.extended() && request.getParameter("extended") != null);
        model.addAttribute("minutesMore", extension.extensionOf(hold).toMinutes());
        model.addAttribute(
                "notExtended", request.getParameter("notExtended") != null && extension.isUnderPressure(hold));
        model.addAttribute("payKey", UUID.randomUUID());
        model.addAttribute("topUp", missing == null ? null : topUp(topUpKey, balance, missing));
        return "checkout";
    }

    private TopUpView topUp(UUID key, Money balance, Money missing) {
        return TopUpView.of(key, balance, missing, wallet.limits(balance.currency()));
    }

    /// The same in all tabs until the balance changes, so that two of them do not both top up for one payment.
    private UUID topUpKey(Hold hold) {
        long last = wallet.lastTransfer(hold.buyerId(), hold.total().currency());
        return UUID.nameUUIDFromBytes((hold.holdId() + " " + last).getBytes(StandardCharsets.UTF_8));
    }

    /// The reader's admission, also at another device than the one that has its cookie.
    private Optional<PlaceDocument> place(Hold hold, Caller caller, HttpServletRequest request) {
        return QueueCookies.read(request, hold.concertId())
                .flatMap(token -> frontOfHouse.place(hold.concertId(), token, caller))
                .or(() -> frontOfHouse.place(hold.concertId(), caller))
                .filter(place -> place.state() == PlaceState.ADMITTED);
    }

    /// @param why     key of the message
    /// @param missing the missing amount, if that is the reason
    String ended(Hold hold, String why, @Nullable Money missing, Model model) {
        views.describe(hold, model);
        model.addAttribute("why", why);
        model.addAttribute("missing", missing);
        model.addAttribute(
                "balance", wallet.balance(hold.buyerId(), hold.total().currency()));
        return "checkout-ended";
    }
}
