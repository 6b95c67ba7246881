package dev.frontrow.storefront;

import dev.frontrow.money.Money;
import java.util.List;

/// Why a typed amount was refused.
///
/// @param words     key of the message
/// @param arguments amounts that the message names
public record AmountRefusal(String words, List<Money> arguments) {

    static AmountRefusal of(String words, Money... arguments) {
        return new AmountRefusal(words, List.of(arguments));
    }
}
