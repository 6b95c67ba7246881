package dev.frontrow.wallet;

import dev.frontrow.wallet.Accounts.AccountKey;
import dev.frontrow.wallet.Accounts.Balance;
import java.util.Map;
import java.util.function.Supplier;

/// What the buyers of a batch have, in all currencies: locked until the transaction ends, once the round trip is back.
public final class LockedBalances {

    private final Supplier<Map<AccountKey, Balance>> byAccount;

    LockedBalances(Supplier<Map<AccountKey, Balance>> byAccount) {
        this.byAccount = byAccount;
    }

    Map<AccountKey, Balance> byAccount() {
        return byAccount.get();
    }
}
