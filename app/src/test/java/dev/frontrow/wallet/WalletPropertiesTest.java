package dev.frontrow.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.money.Currencies;
import dev.frontrow.money.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// The limits of each currency, from the settings.
class WalletPropertiesTest {

    private static WalletProperties of(Map<String, Object> environment) {
        var settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", new HashMap<>(environment)));
        ConfigurationPropertySources.attach(settings);
        return Binder.get(settings).bindOrCreate("frontrow.wallet", WalletProperties.class);
    }

    private static Money topUpMax(Map<String, Object> environment, String currency) {
        return of(environment).limitsOf(Currency.getInstance(currency)).topUpMax();
    }

    @Test
    void everyCurrencyHasLimits() {
        WalletProperties properties = of(Map.of());

        assertThat(Currencies.all()).allSatisfy(currency -> {
            WalletLimits limits = properties.limitsOf(currency);
            assertThat(limits.balanceMax().amountMinor())
                    .isEqualTo(10 * limits.topUpMax().amountMinor());
        });
    }

    @ParameterizedTest
    @CsvSource({"KRW, 5000000", "EUR, 500000", "KWD, 5000000", "IDR, 5000000000"})
    void limitsOfAllCurrenciesFollowFromTheWalletsOwn(String currency, long expected) {
        assertThat(topUpMax(Map.of("FRONTROW_WALLET_TOP_UP_MAX_MINOR", "5000000"), currency)
                        .amountMinor())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 1000000", "KRW, 10000000"})
    void limitsAreTheSameWhicheverCurrencyIsTheWalletsOwn(String currency, long expected) {
        assertThat(topUpMax(Map.of("FRONTROW_WALLET_CURRENCY", "EUR"), currency).amountMinor())
                .isEqualTo(expected);
    }

    @Test
    void oneCurrencyMayHaveItsOwn() {
        Map<String, Object> environment = Map.of(
                "FRONTROW_WALLET_LIMITS_EUR_TOP_UP_MAX_MINOR", "20000",
                "FRONTROW_WALLET_LIMITS_EUR_BALANCE_MAX_MINOR", "30000");

        WalletLimits limits = of(environment).limitsOf(Currency.getInstance("EUR"));

        assertThat(limits.topUpMax().amountMinor()).isEqualTo(20_000);
        assertThat(limits.balanceMax().amountMinor()).isEqualTo(30_000);
        assertThat(topUpMax(environment, "USD").amountMinor()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "FRONTROW_WALLET_CURRENCY, XAU, a currency that people pay with",
        "FRONTROW_WALLET_CURRENCY, DEM, a currency that people pay with",
        "FRONTROW_WALLET_TOP_UP_MAX_MINOR, 0, 1 <= top-up-max-minor",
        "FRONTROW_WALLET_TOP_UP_MAX_MINOR, 100000001, 1 <= top-up-max-minor",
        "FRONTROW_WALLET_BALANCE_MAX_MINOR, 1000000000000001, 1 <= top-up-max-minor",
        "FRONTROW_WALLET_LIMITS_EUR_TOP_UP_MAX_MINOR, 0, frontrow.wallet.limits.eur",
        "FRONTROW_WALLET_LIMITS_EUR_TOP_UP_MAX_MINOR, 10000001, frontrow.wallet.limits.eur",
        "FRONTROW_WALLET_LIMITS_XAU_TOP_UP_MAX_MINOR, 1, frontrow.wallet.limits.xau",
        "FRONTROW_WALLET_LIMITS_EURO_TOP_UP_MAX_MINOR, 1, frontrow.wallet.limits.euro",
    })
    void refusesLimitsThatCannotBe(String name, String value, String said) {
        assertThatThrownBy(() -> of(Map.of(name, value))).rootCause().hasMessageContaining(said);
    }
}
