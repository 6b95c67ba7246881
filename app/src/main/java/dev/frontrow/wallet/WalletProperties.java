package dev.frontrow.wallet;

import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param currency        of balances where a request names none
/// @param topUpMaxMinor   most that one top-up may add
/// @param balanceMaxMinor most that a balance may be
@ConfigurationProperties("frontrow.wallet")
record WalletProperties(
        @DefaultValue("KRW") Currency currency,
        @DefaultValue("10000000") long topUpMaxMinor,
        @DefaultValue("100000000") long balanceMaxMinor) {

    private static final long DATABASE_MAX = 1_000_000_000_000_000L;

    WalletProperties {
        if (topUpMaxMinor < 1 || balanceMaxMinor < topUpMaxMinor || balanceMaxMinor > DATABASE_MAX) {
            throw new IllegalArgumentException(
                    "frontrow.wallet: 1 <= top-up-max-minor <= balance-max-minor <= " + DATABASE_MAX + " must hold");
        }
    }
}
