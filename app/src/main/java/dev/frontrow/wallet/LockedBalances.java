package dev.frontrow.wallet;

import dev.frontrow.wallet.Accounts.AccountKey;
import dev.frontrow.wallet.Accounts.Balance;
import java.util.Map;
import java.util.function.Supplier;

/// The balances of a batch's buyers in all currencies. Available once the round trip is sent, and locked until
/// the transaction ends.
public final class LockedBalances {

    private final Supplier<Map<AccountKey, Balance>> byAccount;

    LockedBalances(Supplier<Map<AccountKey, Balance>> byAccount) {
        this.byAccount = byAccount;
    }

    Map<AccountKey, Balance> byAccount() {
        return byAccount.get();
    }
}
