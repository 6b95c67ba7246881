package dev.frontrow.storefront;

import dev.frontrow.money.Currencies;
import dev.frontrow.money.CurrencyScale;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.WalletLimits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A form for a top-up in one currency.
///
/// @param key       makes a form that is sent twice top up once
/// @param suggested stands in the field
/// @param exact     the missing amount, if it differs from the suggested one and can be added at once
/// @param max       most that can be added at once; zero where the wallet is full
public record TopUpView(UUID key, Money suggested, @Nullable Money exact, Money max) {

    private static final long USUAL_DOLLARS = 100;

    /// Suggests a round amount that is enough, as far as one top-up can be.
    ///
    /// @param missing zero where nothing is wanted in particular
    static TopUpView of(Money balance, Money missing, WalletLimits limits) {
        Money max = limits.roomFor(balance);
        Money enough = missing.amountMinor() > 0
                ? CurrencyScale.roundUp(missing)
                : CurrencyScale.about(USUAL_DOLLARS, missing.currency());
        Money suggested = enough.amountMinor() <= max.amountMinor() ? enough : max;
        boolean isExactAnother =
                missing.amountMinor() > 0 && missing.amountMinor() <= max.amountMinor() && !missing.equals(suggested);
        return new TopUpView(UUID.randomUUID(), suggested, isExactAnother ? missing : null, max);
    }

    public String currency() {
        return max.currency().getCurrencyCode();
    }

    public boolean isFull() {
        return max.amountMinor() == 0;
    }

    /// Which keys a phone shows: those of numbers alone have no decimal separator.
    public String inputMode() {
        return Currencies.decimals(max.currency()) == 0 ? "numeric" : "decimal";
    }
}
