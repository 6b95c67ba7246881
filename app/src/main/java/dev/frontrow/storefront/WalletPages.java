package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.AmountReader;
import dev.frontrow.money.Currencies;
import dev.frontrow.money.CurrencyScale;
import dev.frontrow.money.Money;
import dev.frontrow.money.TypedMoney;
import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.wallet.TopUp;
import dev.frontrow.wallet.TopUpOutcome;
import dev.frontrow.wallet.TopUps;
import dev.frontrow.wallet.Wallet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A fan's balances and statement.
@Controller
@RequestMapping("/wallet")
class WalletPages {

    private static final int LINES_MAX = 100;

    private final Wallet wallet;
    private final GroupedCalls<TopUp> calls;

    WalletPages(Wallet wallet, TopUps topUps, IdempotentCalls idempotentCalls) {
        this.wallet = wallet;
        this.calls = idempotentCalls.grouped("page-top-up", topUps, WalletPages::answer);
    }

    /// @param currency whose statement to show; by default the page chooses
    @GetMapping
    String show(@RequestParam(defaultValue = "") String currency, @AuthenticationPrincipal Caller caller, Model model) {
        List<Money> balances = wallet.balances(caller.buyerId());
        Currency shown = Currencies.circulating(currency).orElseGet(() -> usual(balances));
        return show(shown, "/wallet?currency=" + shown.getCurrencyCode(), balances, caller, model);
    }

    /// The house's own currency, unless the fan has other currencies only.
    private Currency usual(List<Money> balances) {
        boolean hasOthersOnly =
                !balances.isEmpty() && balances.stream().map(Money::currency).noneMatch(wallet.currency()::equals);
        return hasOthersOnly ? balances.getFirst().currency() : wallet.currency();
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

    /// @param amount  as the fan typed it
    /// @param exactly the exact amount that the page suggested, if the fan chose it
    /// @param back    the page with the form
    @PostMapping("/top-ups")
    String topUp(
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String exactly,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "/wallet") OwnAddress back,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Currency known = currency(currency);
        String typed = exactly.isEmpty() ? amount : exactly;
        AmountRefusal refusal = switch (AmountReader.read(typed, known, Language.of(request))) {
            case TypedMoney.Clear(Money money) -> topUp(money, key, caller, request);
            case TypedMoney.TooLarge() -> overLimit(known);
            case TypedMoney.TooFine() ->
                AmountRefusal.of(
                        Currencies.decimals(known) == 0 ? "wallet.amount.whole" : "wallet.amount.tooFine",
                        example(known));
            case TypedMoney.Ambiguous(Money perhaps) -> AmountRefusal.of("wallet.amount.ambiguous", perhaps);
            case TypedMoney.Unreadable() -> AmountRefusal.of("wallet.amount.unreadable", example(known));
        };
        if (refusal == null) {
            return "redirect:" + back.with("toppedUp");
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refusal", refusal);
        show(known, back.toString(), wallet.balances(caller.buyerId()), caller, model);
        model.addAttribute("typed", typed);
        return "wallet";
    }

    /// Null if the top-up succeeded.
    private @Nullable AmountRefusal topUp(Money amount, String key, Caller caller, HttpServletRequest request) {
        if (!wallet.limits(amount.currency()).allow(amount)) {
            return overLimit(amount.currency());
        }
        var topUp = new TopUp(caller.buyerId(), amount);
        try {
            calls.once(new KeyedRequest(caller.buyerId(), List.of(key), Language.of(request)), amount, topUp);
            return null;
        } catch (Problem refusal) {
            if (refusal.code() != ProblemCode.BALANCE_LIMIT_EXCEEDED) {
                throw refusal;
            }
            Money balance = wallet.balance(caller.buyerId(), amount.currency());
            return AmountRefusal.of(
                    "wallet.balanceFull", wallet.limits(amount.currency()).balanceMax(), balance);
        }
    }

    private AmountRefusal overLimit(Currency currency) {
        return AmountRefusal.of(
                "wallet.amount.limit",
                new Money(1, currency),
                wallet.limits(currency).topUpMax());
    }

    /// An amount that shows both kinds of separators.
    private static Money example(Currency currency) {
        return CurrencyScale.about(1000, currency);
    }

    private Currency currency(String code) {
        return code.isEmpty()
                ? wallet.currency()
                : Currencies.circulating(code).orElseThrow(() -> Problem.invalidField("currency", "currency-in-use"));
    }

    private static Answer answer(TopUpOutcome outcome) {
        return switch (outcome) {
            case TopUpOutcome.ToppedUp(var topUpId, var _, Money balance) ->
                new Answer.Done(
                        HttpStatus.CREATED.value(), Map.of("topUpId", topUpId, "balanceMinor", balance.amountMinor()));
            case TopUpOutcome.BalanceLimitExceeded(Money balanceMax) ->
                new Answer.Declined(
                        Problem.of(ProblemCode.BALANCE_LIMIT_EXCEEDED).saying(balanceMax));
        };
    }
}
