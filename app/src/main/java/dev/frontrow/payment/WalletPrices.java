package dev.frontrow.payment;

import dev.frontrow.catalog.PayablePrices;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.wallet.Wallet;
import java.util.Currency;
import org.springframework.stereotype.Component;

/// Limits a price so that a full wallet can pay for as many seats as a buyer may have.
@Component
class WalletPrices implements PayablePrices {

    private final Wallet wallet;
    private final Reservations reservations;

    WalletPrices(Wallet wallet, Reservations reservations) {
        this.wallet = wallet;
        this.reservations = reservations;
    }

    @Override
    public long priceMaxMinor(Currency currency) {
        return wallet.limits(currency).balanceMax().amountMinor() / reservations.seatsPerBuyerMax();
    }
}
