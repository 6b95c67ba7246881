package dev.frontrow.money;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The currencies that people pay with today: those that the JDK names as some country's money. ISO 4217's codes
/// for metals, funds, tests and "no currency" are left out, and so are withdrawn currencies; an update of the JDK
/// brings new ones.
public final class Currencies {

    /// The JDK still names it for El Salvador, where the dollar has circulated alone since 2001.
    private static final Set<String> GONE = Set.of("SVC");

    private static final Map<String, Currency> CIRCULATING = Arrays.stream(Locale.getISOCountries())
            .map(Currencies::ofCountry)
            .filter(Objects::nonNull)
            .filter(currency -> !GONE.contains(currency.getCurrencyCode()))
            .collect(Collectors.collectingAndThen(
                    Collectors.toMap(Currency::getCurrencyCode, Function.identity(), (one, _) -> one, TreeMap::new),
                    Collections::unmodifiableMap));

    private Currencies() {}

    /// The currency of an ISO 4217 code such as `KRW`, if money circulates in it.
    public static Optional<Currency> circulating(String code) {
        return Optional.ofNullable(CIRCULATING.get(code));
    }

    /// The same for a currency that a setting names.
    ///
    /// @throws IllegalArgumentException if no money circulates in it
    public static Currency circulating(Currency currency, String setting) {
        return circulating(currency.getCurrencyCode())
                .orElseThrow(() -> new IllegalArgumentException(
                        setting + " must be a currency that people pay with, not " + currency.getCurrencyCode()));
    }

    /// In the order of their codes.
    public static Collection<Currency> all() {
        return CIRCULATING.values();
    }

    /// How many digits of an amount stand behind its decimal separator, by ISO 4217.
    public static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    private static @Nullable Currency ofCountry(String country) {
        return Currency.getInstance(Locale.of("", country));
    }
}
