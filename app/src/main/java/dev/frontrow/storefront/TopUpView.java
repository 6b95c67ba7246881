package dev.frontrow.storefront;

import dev.frontrow.money.Currencies;
import dev.frontrow.money.CurrencyScale;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.WalletLimits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A top-up form in one currency.
///
/// @param key       idempotency key; a form that is sent twice tops up once
/// @param suggested amount in the field
/// @param exact     the missing amount, if it differs from the suggested one and one top-up allows it
/// @param max       the most that can be added at once; zero if the wallet is full
public record TopUpView(UUID key, Money suggested, @Nullable Money exact, Money max) {

    private static final long USUAL_DOLLARS = 100;

    /// Suggests a round amount that is enough, as far as one top-up allows.
    ///
    /// @param missing zero if no particular amount is needed
    static TopUpView of(Money balance, Money missing, WalletLimits limits) {
        return of(UUID.randomUUID(), balance, missing, limits);
    }

    /// The same for a form with this key.
    static TopUpView of(UUID key, Money balance, Money missing, WalletLimits limits) {
        Money max = limits.roomFor(balance);
        Money enough = missing.amountMinor() > 0
                ? CurrencyScale.roundUp(missing)
                : CurrencyScale.about(USUAL_DOLLARS, missing.currency());
        Money suggested = enough.amountMinor() <= max.amountMinor() ? enough : max;
        boolean isExactAnother =
                missing.amountMinor() > 0 && missing.amountMinor() <= max.amountMinor() && !missing.equals(suggested);
        return new TopUpView(key, suggested, isExactAnother ? missing : null, max);
    }

    public String currency() {
        return max.currency().getCurrencyCode();
    }

    public boolean isFull() {
        return max.amountMinor() == 0;
    }

    /// The keyboard of a phone: without decimals, digits only.
    public String inputMode() {
        return Currencies.decimals(max.currency()) == 0 ? "numeric" : "decimal";
    }
}
