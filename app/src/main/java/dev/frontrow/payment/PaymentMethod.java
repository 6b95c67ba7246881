package dev.frontrow.payment;

import dev.frontrow.wallet.HouseAccount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an order was paid: online from a wallet, or at the box office in one of the other ways.
public enum PaymentMethod {
    WALLET(null),
    CASH(HouseAccount.CASH),
    TRANSFER(HouseAccount.BANK),
    FREE(null);

    private final @Nullable HouseAccount house;

    PaymentMethod(@Nullable HouseAccount house) {
        this.house = house;
    }

    /// Where the money came in past the wallets; empty for a wallet's, and if there was none.
    public Optional<HouseAccount> house() {
        return Optional.ofNullable(house);
    }

    /// Whether it was sold at the box office.
    public boolean isAtBoxOffice() {
        return this != WALLET;
    }
}
