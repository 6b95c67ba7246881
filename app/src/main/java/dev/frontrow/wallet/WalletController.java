package dev.frontrow.wallet;

import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.idempotency.Answer;
import dev.frontrow.idempotency.GroupedCalls;
import dev.frontrow.idempotency.IdempotentCalls;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
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
@RequestMapping("/api/v1/buyers/{buyerId}")
@Tag(name = "Balance")
class WalletController implements FastCommand<WalletController.TopUpForm> {

    private static final int PAGE_MAX = 200;

    record BalanceDocument(UUID buyerId, long balanceMinor, String currency) {}

    record TopUpForm(
            @NotNull BigDecimal amountMinor, @Nullable String currency) {}

    record TopUpDocument(UUID topUpId, long amountMinor, long balanceMinor, String currency) {}

    record LedgerDocument(
            List<LedgerLine> entries, @Nullable Long nextBefore) {}

    /// One move as the buyer reads it: what came in is positive, what went out negative.
    record LedgerLine(UUID transferId, String kind, long amountMinor, long balanceMinor, String currency, Instant at) {}

    private final Wallet wallet;
    private final WalletProperties properties;
    private final GroupedCalls<TopUp> topUps;

    WalletController(Wallet wallet, WalletProperties properties, IdempotentCalls idempotentCalls) {
        this.wallet = wallet;
        this.properties = properties;
        // All of them move one account of the house: in two lanes each would wait for the other's commit.
        this.topUps = idempotentCalls.grouped(
                "top-up",
                _ -> HouseAccount.FUNDING,
                (batch, writes) -> wallet.topUp(batch, writes).stream()
                        .map(WalletController::answer)
                        .toList());
    }

    @GetMapping("/balance")
    @Operation(summary = "One's own balance", description = "`me` stands for oneself.")
    BalanceDocument balance(
            @PathVariable String buyerId,
            @RequestParam(required = false) @Nullable String currency,
            @AuthenticationPrincipal Caller caller) {
        UUID buyer = self(buyerId, caller);
        Money balance = wallet.balance(buyer, currency(currency));
        return new BalanceDocument(
                buyer, balance.amountMinor(), balance.currency().getCurrencyCode());
    }

    @PostMapping("/top-ups")
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
        Money amount = new Money(amount(form.amountMinor()), currency(form.currency()));
        return topUps.once(request, amount, new TopUp(request.buyerId(), amount));
    }

    @Override
    public String address() {
        return "/api/v1/buyers/me/top-ups";
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
            @AuthenticationPrincipal Caller caller) {
        List<Entry> page = wallet.entries(self(buyerId, caller), before, limit);
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

    private long amount(BigDecimal wanted) {
        boolean inRange = wanted.signum() > 0 && wanted.compareTo(BigDecimal.valueOf(properties.topUpMaxMinor())) <= 0;
        if (!inRange || wanted.stripTrailingZeros().scale() > 0) {
            throw Problem.of(ProblemCode.AMOUNT_INVALID)
                    .at("amountMinor", "number")
                    .saying(properties.topUpMaxMinor());
        }
        return wanted.longValueExact();
    }

    private Currency currency(@Nullable String code) {
        if (code == null) {
            return properties.currency();
        }
        return Money.currency(code).orElseThrow(() -> Problem.invalidField("currency", "currency"));
    }

    /// Somebody else's wallet does not exist as far as this caller can tell.
    private static UUID self(String buyerId, Caller caller) {
        if (!buyerId.equals("me") && !buyerId.equalsIgnoreCase(caller.buyerId().toString())) {
            throw Problem.of(ProblemCode.BUYER_UNKNOWN).at("buyerId", "unknown-id");
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
