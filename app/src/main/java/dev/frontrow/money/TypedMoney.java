package dev.frontrow.money;

/// A typed amount, as it was read. A plain one is read by the rules of the page's language. An amount with two
/// possible meanings, or one that is nearly right, is never guessed: a guess may be wrong by a thousand times.
public sealed interface TypedMoney {

    /// Zero included; signs are refused.
    record Clear(Money amount) implements TypedMoney {}

    /// More decimals than the currency has.
    record TooFine() implements TypedMoney {}

    /// `1,234` may be one and a bit or more than a thousand.
    ///
    /// @param perhaps the larger of the two
    record Ambiguous(Money perhaps) implements TypedMoney {}

    /// More than a balance can be.
    record TooLarge() implements TypedMoney {}

    /// Not a number, or one with a minus sign or another currency's symbol.
    record Unreadable() implements TypedMoney {}
}
