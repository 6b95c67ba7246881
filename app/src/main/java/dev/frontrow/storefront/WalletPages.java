package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Money;
import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.wallet.TopUp;
import dev.frontrow.wallet.TopUpOutcome;
import dev.frontrow.wallet.Wallet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What a fan has, and how it came and went.
@Controller
@RequestMapping("/wallet")
class WalletPages {

    private static final int LINES_MAX = 100;

    private final Wallet wallet;
    private final GroupedCalls<TopUp> topUps;

    WalletPages(Wallet wallet, IdempotentCalls idempotentCalls) {
        this.wallet = wallet;
        this.topUps = idempotentCalls.grouped(
                "page-top-up",
                _ -> "funding",
                (batch, writes) -> wallet.topUp(batch, writes).stream()
                        .map(WalletPages::answer)
                        .toList());
    }

    @GetMapping
    String show(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("balance", wallet.balance(caller.buyerId(), wallet.currency()));
        model.addAttribute("lines", wallet.statement(caller.buyerId(), LINES_MAX));
        model.addAttribute("topUp", TopUpView.of(0, wallet.topUpMaxMinor()));
        return "wallet";
    }

    /// @param back where the form stood
    @PostMapping("/top-ups")
    String topUp(
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "/wallet") OwnAddress back,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        OptionalLong minor = minor(amount);
        if (minor.isEmpty()) {
            return refused("wallet.amountInvalid", response, caller, model);
        }
        Currency wanted = Money.currency(currency).orElseGet(wallet::currency);
        var topUp = new TopUp(caller.buyerId(), new Money(minor.getAsLong(), wanted));
        try {
            topUps.once(new KeyedRequest(caller.buyerId(), List.of(key), Language.of(request)), topUp.amount(), topUp);
        } catch (Problem refusal) {
            if (refusal.code() == ProblemCode.BALANCE_LIMIT_EXCEEDED) {
                return refused("wallet.balanceFull", response, caller, model);
            }
            throw refusal;
        }
        return "redirect:" + back.with("toppedUp");
    }

    private String refused(String words, HttpServletResponse response, Caller caller, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refusal", words);
        return show(caller, model);
    }

    /// As people write it: with or without separators.
    private OptionalLong minor(String amount) {
        String digits = amount.replaceAll("[\\s,.₩원]", "");
        if (!digits.matches("\\d{1,15}")) {
            return OptionalLong.empty();
        }
        long minor = Long.parseLong(digits);
        return minor >= 1 && minor <= wallet.topUpMaxMinor() ? OptionalLong.of(minor) : OptionalLong.empty();
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
