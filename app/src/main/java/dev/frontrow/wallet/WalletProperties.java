package dev.frontrow.wallet;

import dev.frontrow.money.Currencies;
import dev.frontrow.money.CurrencyScale;
import dev.frontrow.money.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The wallet's default currency and the limits of every currency. Other currencies use the default currency's
/// limits, scaled to the size of their units, unless they have limits of their own.
@ConfigurationProperties("frontrow.wallet")
class WalletProperties {

    private static final String NAME = "frontrow.wallet";
    static final long DATABASE_MAX = 1_000_000_000_000_000L;
    private static final long TOP_UP_DOLLARS = 10_000;
    private static final long BALANCE_DOLLARS = 100_000;

    /// Limits of one currency; a null limit is derived from the default currency's.
    record OwnLimits(@Nullable Long topUpMaxMinor, @Nullable Long balanceMaxMinor) {}

    private final Currency currency;
    private final WalletLimits limits;
    private final Map<String, OwnLimits> ownLimits = new HashMap<>();

    /// @param currency default currency, if a request names none
    /// @param topUpMaxMinor upper bound of one top-up, in minor units of the default currency; without it about
    ///     10,000 dollars, `10000000` of KRW. Those of other currencies follow from it by the size of their units
    /// @param balanceMaxMinor upper bound of a balance, in minor units of the default currency; without it about
    ///     100,000 dollars. Those of other currencies follow in the same way
    /// @param limits the two limits of another currency where those that follow are not wanted, such as
    ///     `frontrow.wallet.limits.eur.balance-max-minor`; in the environment
    ///     `FRONTROW_WALLET_LIMITS_EUR_BALANCE_MAX_MINOR`
    WalletProperties(
            @DefaultValue("KRW") Currency currency,
            @Nullable Long topUpMaxMinor,
            @Nullable Long balanceMaxMinor,
            @DefaultValue Map<String, OwnLimits> limits) {
        this.currency = Currencies.circulating(currency, NAME + ".currency");
        this.limits = sound(
                NAME,
                Objects.requireNonNullElseGet(topUpMaxMinor, () -> about(TOP_UP_DOLLARS)),
                Objects.requireNonNullElseGet(balanceMaxMinor, () -> about(BALANCE_DOLLARS)),
                currency);
        limits.forEach((code, own) -> {
            String upperCase = code.toUpperCase(Locale.ROOT);
            Currency other = Currencies.circulating(upperCase)
                    .orElseThrow(() -> new IllegalArgumentException(
                            NAME + ".limits." + code + " must be named after a currency that people pay with"));
            ownLimits.put(upperCase, own);
            limitsOf(other);
        });
    }

    Currency currency() {
        return currency;
    }

    WalletLimits limitsOf(Currency other) {
        String code = other.getCurrencyCode();
        OwnLimits own = ownLimits.getOrDefault(code, new OwnLimits(null, null));
        return sound(
                NAME + ".limits." + code.toLowerCase(Locale.ROOT),
                Objects.requireNonNullElseGet(own.topUpMaxMinor(), () -> likewise(limits.topUpMax(), other)),
                Objects.requireNonNullElseGet(own.balanceMaxMinor(), () -> likewise(limits.balanceMax(), other)),
                other);
    }

    private long about(long dollars) {
        return CurrencyScale.about(dollars, currency).amountMinor();
    }

    private static long likewise(Money limit, Currency other) {
        return CurrencyScale.likewise(limit, other, DATABASE_MAX);
    }

    private static WalletLimits sound(String name, long topUpMaxMinor, long balanceMaxMinor, Currency currency) {
        if (topUpMaxMinor < 1 || balanceMaxMinor < topUpMaxMinor || balanceMaxMinor > DATABASE_MAX) {
            throw new IllegalArgumentException(
                    name + ": 1 <= top-up-max-minor <= balance-max-minor <= " + DATABASE_MAX + " must hold");
        }
        return new WalletLimits(new Money(topUpMaxMinor, currency), new Money(balanceMaxMinor, currency));
    }
}
