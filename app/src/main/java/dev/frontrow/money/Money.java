package dev.frontrow.money;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/// An amount in whole minor units of one currency: `Money(15000, KRW)` is ₩15,000, `Money(1250, EUR)` is €12.50.
/// Never a floating point number, and arithmetic that overflows or mixes currencies throws instead of lying.
public record Money(long amountMinor, Currency currency) {

    /// Koreans write it behind the amount.
    static final String WON = "원";

    private static final char NO_BREAK_SPACE = '\u00a0';

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(amountMinor, sameCurrency(other).amountMinor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(amountMinor, sameCurrency(other).amountMinor), currency);
    }

    /// The amount as people of that language read it: `₩15,000`, in Korean `15,000원`, `KWD 5.500`. [AmountReader]
    /// reads it back.
    public String text(Locale language) {
        if (isWonInKorean(language)) {
            return number(language) + WON;
        }
        return written(NumberFormat.getCurrencyInstance(Locale.of(language.getLanguage(), "KR")), language);
    }

    /// The same without the currency, for places that show it already: `15,000`, `5.500`.
    public String number(Locale language) {
        return written(NumberFormat.getNumberInstance(language), language);
    }

    private boolean isWonInKorean(Locale language) {
        return currency.getCurrencyCode().equals("KRW")
                && language.getLanguage().equals(Locale.KOREAN.getLanguage());
    }

    /// The currency's symbol in [#text(Locale)]: `₩`, `US$`, `KWD`.
    static String symbol(Currency currency, Locale language) {
        return currency.getSymbol(Locale.of(language.getLanguage(), "KR"));
    }

    private String written(NumberFormat format, Locale language) {
        int decimals = Currencies.decimals(currency);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        if (format instanceof DecimalFormat decimalFormat) {
            decimalFormat.setDecimalFormatSymbols(apart(decimalFormat.getDecimalFormatSymbols(), language));
        }
        return format.format(BigDecimal.valueOf(amountMinor, decimals));
    }

    /// Letters need a space before the number; signs such as `₩` need none.
    private DecimalFormatSymbols apart(DecimalFormatSymbols symbols, Locale language) {
        String symbol = symbol(currency, language);
        boolean isSign = Character.getType(symbol.codePointBefore(symbol.length())) == Character.CURRENCY_SYMBOL;
        symbols.setCurrencySymbol(isSign ? symbol : symbol + NO_BREAK_SPACE);
        return symbols;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + other.currency + " with " + currency);
        }
        return other;
    }
}
