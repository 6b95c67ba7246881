package dev.frontrow.money;

import java.util.Currency;
import java.util.Locale;

/// What somebody has typed as an amount. Read by the rules of the page's language where it is plain; what could be two
/// amounts, or is nearly one, is never guessed at, because a guess may be wrong by a thousand times.
public sealed interface TypedMoney {

    /// Zero included; signs are refused.
    record Clear(Money amount) implements TypedMoney {}

    /// More decimals than the currency has.
    record TooFine() implements TypedMoney {}

    /// `1,234` may be one and a bit or more than a thousand.
    ///
    /// @param perhaps the larger of the two
    record Ambiguous(Money perhaps) implements TypedMoney {}

    /// More than anybody can have.
    record TooLarge() implements TypedMoney {}

    /// No number, a sign or another currency's.
    record Unreadable() implements TypedMoney {}

    /// @param language of the page, which decides what a comma means where both meanings are possible
    static TypedMoney read(String text, Currency currency, Locale language) {
        return new AmountReader(currency, language).read(text);
    }
}
