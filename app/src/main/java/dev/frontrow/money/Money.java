package dev.frontrow.money;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/// An amount in whole minor units of one currency: `Money(15000, KRW)` is ₩15,000. Never a floating point number, and
/// arithmetic that overflows or mixes currencies throws instead of lying.
public record Money(long amountMinor, Currency currency) {

    /// The currency of an ISO 4217 code such as `KRW`; empty where there is none.
    public static Optional<Currency> currency(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(amountMinor, other.amountMinor), currency);
    }

    /// As people of that language read it: `₩15,000`.
    public String text(Locale language) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.of(language.getLanguage(), "KR"));
        format.setCurrency(currency);
        format.setMinimumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        format.setMaximumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        return format.format(BigDecimal.valueOf(amountMinor, Math.max(0, currency.getDefaultFractionDigits())));
    }
}
