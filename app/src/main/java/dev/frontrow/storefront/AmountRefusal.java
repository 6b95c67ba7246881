package dev.frontrow.storefront;

import dev.frontrow.money.Money;
import java.util.List;

/// Why a typed amount was not credited.
///
/// @param words     the key of its words
/// @param arguments amounts that they name
public record AmountRefusal(String words, List<Money> arguments) {

    static AmountRefusal of(String words, Money... arguments) {
        return new AmountRefusal(words, List.of(arguments));
    }
}
