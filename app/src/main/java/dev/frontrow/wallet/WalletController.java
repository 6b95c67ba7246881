package dev.frontrow.wallet;

import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Currencies;
import dev.frontrow.money.Money;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.wallet.Accounts.Entry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WalletController.BUYER)
@Tag(name = "Balance")
class WalletController implements FastCommand<WalletController.TopUpForm> {

    static final String BUYER = "/api/v1/buyers/{buyerId}";
    private static final String TOP_UPS = "/top-ups";

    private static final int PAGE_MAX = 200;

    /// @param balances in all currencies in which the buyer has an account
    record BalanceDocument(UUID buyerId, long balanceMinor, String currency, List<BalanceLine> balances) {}

    record BalanceLine(String currency, long balanceMinor) {}

    record TopUpForm(
            @NotNull BigDecimal amountMinor, @Nullable String currency) {}

    record TopUpDocument(UUID topUpId, long amountMinor, long balanceMinor, String currency) {}

    record LedgerDocument(
            List<LedgerLine> entries, @Nullable Long nextBefore) {}

    /// One transfer from the buyer's point of view: money in is positive, money out negative.
    record LedgerLine(UUID transferId, String kind, long amountMinor, long balanceMinor, String currency, Instant at) {}

    private final Wallet wallet;
    private final GroupedCalls<TopUp> calls;

    WalletController(Wallet wallet, TopUps topUps, IdempotentCalls idempotentCalls) {
        this.wallet = wallet;
        this.calls = idempotentCalls.grouped("top-up", topUps, WalletController::answer);
    }

    @GetMapping("/balance")
    @Operation(
            summary = "One's own balance",
            description =
                    "`me` stands for oneself. There is one for each currency: `balances` has them all, `balanceMinor` is the named one or the house's.")
    BalanceDocument balance(
            @PathVariable String buyerId,
            @RequestParam(required = false) @Nullable String currency,
            @AuthenticationPrincipal Caller caller) {
        UUID buyer = self(buyerId, caller);
        String code = currency(currency).getCurrencyCode();
        List<BalanceLine> balances = wallet.balances(buyer).stream()
                .map(balance -> new BalanceLine(balance.currency().getCurrencyCode(), balance.amountMinor()))
                .toList();
        long balanceMinor = balances.stream()
                .filter(balance -> balance.currency().equals(code))
                .mapToLong(BalanceLine::balanceMinor)
                .findFirst()
                .orElse(0);
        return new BalanceDocument(buyer, balanceMinor, code, balances);
    }

    @PostMapping(TOP_UPS)
    @Operation(summary = "Top up one's own balance")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> topUp(
            @PathVariable String buyerId,
            @Valid @RequestBody TopUpForm form,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return topUp(form, KeyedRequest.of(request, self(buyerId, caller)));
    }

    private ResponseEntity<byte[]> topUp(TopUpForm form, KeyedRequest request) {
        Money amount = amount(form.amountMinor(), currency(form.currency()));
        return calls.once(request, amount, new TopUp(request.buyerId(), amount));
    }

    @Override
    public String address() {
        return BUYER.replace("{buyerId}", "me") + TOP_UPS;
    }

    @Override
    public Class<TopUpForm> form() {
        return TopUpForm.class;
    }

    @Override
    public Optional<ResponseEntity<?>> answer(long id, @Nullable TopUpForm form, Caller caller, FastCall call) {
        return Optional.of(topUp(Objects.requireNonNull(form), call.keyed(caller)));
    }

    @GetMapping("/ledger")
    @Operation(
            summary = "One's own entries, newest first",
            description = "`nextBefore`, when present, is the next page's `before`.")
    LedgerDocument ledger(
            @PathVariable String buyerId,
            @RequestParam(defaultValue = "9223372036854775807") @Min(1) long before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(PAGE_MAX) int limit,
            @RequestParam(required = false) @Nullable String currency,
            @AuthenticationPrincipal Caller caller) {
        Currency only = currency == null ? null : currency(currency);
        List<Entry> page = wallet.entries(self(buyerId, caller), only, before, limit);
        Long next = page.size() == limit ? page.getLast().sequence() : null;
        return new LedgerDocument(page.stream().map(WalletController::line).toList(), next);
    }

    private static Answer answer(TopUpOutcome outcome) {
        return switch (outcome) {
            case TopUpOutcome.ToppedUp(UUID topUpId, Money amount, Money balance) ->
                new Answer.Done(
                        201,
                        new TopUpDocument(
                                topUpId,
                                amount.amountMinor(),
                                balance.amountMinor(),
                                amount.currency().getCurrencyCode()));
            case TopUpOutcome.BalanceLimitExceeded(Money balanceMax) ->
                new Answer.Declined(Problem.of(ProblemCode.BALANCE_LIMIT_EXCEEDED)
                        .at("amountMinor", "too-large")
                        .saying(balanceMax));
        };
    }

    private Money amount(BigDecimal amountMinor, Currency currency) {
        WalletLimits limits = wallet.limits(currency);
        Money max = limits.topUpMax();
        boolean inRange = amountMinor.signum() > 0 && amountMinor.compareTo(BigDecimal.valueOf(max.amountMinor())) <= 0;
        if (!inRange || amountMinor.stripTrailingZeros().scale() > 0) {
            throw Problem.of(ProblemCode.AMOUNT_INVALID)
                    .at("amountMinor", "number")
                    .saying(max.amountMinor(), max);
        }
        return new Money(amountMinor.longValueExact(), currency);
    }

    private Currency currency(@Nullable String code) {
        if (code == null) {
            return wallet.currency();
        }
        return Currencies.circulating(code).orElseThrow(() -> Problem.invalidField("currency", "currency-in-use"));
    }

    /// To the caller, other buyers' wallets do not exist.
    private static UUID self(String buyerId, Caller caller) {
        if (!buyerId.equals("me") && !buyerId.equalsIgnoreCase(caller.buyerId().toString())) {
            throw Problem.unknown(ProblemCode.BUYER_UNKNOWN, "buyerId");
        }
        return caller.buyerId();
    }

    private static LedgerLine line(Entry entry) {
        return new LedgerLine(
                entry.transferId(),
                entry.kind(),
                entry.amountMinor(),
                entry.balanceMinor(),
                entry.currency(),
                entry.transferredAt());
    }
}
