package dev.frontrow.storefront;

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
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Tops up by a form. However often a form is sent, it tops up once.
@Component
class TopUpForms {

    /// A form as it was sent.
    ///
    /// @param amount  as the fan typed it
    /// @param exactly the exact amount that the page suggested, if the fan chose it
    /// @param key     of the form, so that it tops up once
    record Sent(
            @Nullable String amount,
            @Nullable String exactly,
            @Nullable String key,
            @Nullable String currency) {

        boolean isTopUp() {
            return amount != null || exactly != null;
        }

        String typed() {
            String typed = exactly == null || exactly.isEmpty() ? amount : exactly;
            return typed == null ? "" : typed;
        }
    }

    private final Wallet wallet;
    private final GroupedCalls<TopUp> calls;

    TopUpForms(Wallet wallet, TopUps topUps, IdempotentCalls idempotentCalls) {
        this.wallet = wallet;
        this.calls = idempotentCalls.grouped("page-top-up", topUps, TopUpForms::answer);
    }

    /// Returns why the form was refused; null if its amount is in the wallet.
    @Nullable
    AmountRefusal topUp(Sent form, Caller caller, HttpServletRequest request) {
        Currency currency = currency(form);
        return switch (AmountReader.read(form.typed(), currency, Language.of(request))) {
            case TypedMoney.Clear(Money money) -> topUp(money, form.key() == null ? "" : form.key(), caller, request);
            case TypedMoney.TooLarge() -> overLimit(currency);
            case TypedMoney.TooFine() ->
                AmountRefusal.of(
                        Currencies.decimals(currency) == 0 ? "wallet.amount.whole" : "wallet.amount.tooFine",
                        example(currency));
            case TypedMoney.Ambiguous(Money perhaps) -> AmountRefusal.of("wallet.amount.ambiguous", perhaps);
            case TypedMoney.Unreadable() -> AmountRefusal.of("wallet.amount.unreadable", example(currency));
        };
    }

    /// The currency of the form.
    Currency currency(Sent form) {
        String code = form.currency();
        return code == null || code.isEmpty()
                ? wallet.currency()
                : Currencies.circulating(code).orElseThrow(() -> Problem.invalidField("currency", "currency-in-use"));
    }

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
