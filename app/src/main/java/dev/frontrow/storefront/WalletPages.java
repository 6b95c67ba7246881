package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Currencies;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.Wallet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A fan's balances and statement.
@Controller
@RequestMapping("/wallet")
class WalletPages {

    private static final int LINES_MAX = 100;

    private final Wallet wallet;
    private final TopUpForms topUps;

    WalletPages(Wallet wallet, TopUpForms topUps) {
        this.wallet = wallet;
        this.topUps = topUps;
    }

    /// @param currency whose statement to show; by default the page chooses
    @GetMapping
    String show(@RequestParam(defaultValue = "") String currency, @AuthenticationPrincipal Caller caller, Model model) {
        List<Money> balances = wallet.balances(caller.buyerId());
        Currency shown = Currencies.circulating(currency).orElseGet(() -> usual(balances));
        return show(shown, "/wallet?currency=" + shown.getCurrencyCode(), balances, caller, model);
    }

    /// One with money in it; among several, or among none, the house's own.
    private Currency usual(List<Money> balances) {
        return balances.stream()
                .min(Comparator.comparing((Money one) -> one.amountMinor() == 0)
                        .thenComparing(one -> !one.currency().equals(wallet.currency())))
                .map(Money::currency)
                .orElseGet(wallet::currency);
    }

    private String show(Currency shown, String back, List<Money> balances, Caller caller, Model model) {
        Money balance = balances.stream()
                .filter(one -> one.currency().equals(shown))
                .findFirst()
                .orElse(Money.zero(shown));
        model.addAttribute("balance", balance);
        model.addAttribute(
                "others",
                balances.stream().filter(one -> !one.currency().equals(shown)).toList());
        model.addAttribute("lines", wallet.statement(caller.buyerId(), shown, LINES_MAX));
        model.addAttribute("topUp", TopUpView.of(balance, Money.zero(shown), wallet.limits(shown)));
        model.addAttribute("back", back);
        return "wallet";
    }

    /// @param back the page with the form
    @PostMapping("/top-ups")
    String topUp(
            @ModelAttribute TopUpForms.Sent form,
            @RequestParam(defaultValue = "/wallet") OwnAddress back,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Currency currency = topUps.currency(form);
        AmountRefusal refusal = topUps.topUp(form, caller, request);
        if (refusal == null) {
            return "redirect:" + back.with("toppedUp");
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refusal", refusal);
        show(currency, back.toString(), wallet.balances(caller.buyerId()), caller, model);
        model.addAttribute("typed", form.typed());
        return "wallet";
    }
}
