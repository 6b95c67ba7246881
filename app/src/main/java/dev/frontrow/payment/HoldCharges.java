package dev.frontrow.payment;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.wallet.Charge;
import dev.frontrow.wallet.ChargeOutcome;
import dev.frontrow.wallet.LockedBalances;
import dev.frontrow.wallet.Wallet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes the price of holds from their buyers' wallets. A balance that is too low releases the hold, unless a
/// setting keeps it.
@Component
class HoldCharges {

    private final Wallet wallet;
    private final Reservations reservations;
    private final PaymentProperties properties;

    HoldCharges(Wallet wallet, Reservations reservations, PaymentProperties properties) {
        this.wallet = wallet;
        this.reservations = reservations;
        this.properties = properties;
    }

    /// Locks the balances of these buyers; available once the round trip is sent.
    LockedBalances lock(Set<UUID> buyerIds, RoundTrip trip) {
        return wallet.lock(buyerIds, trip);
    }

    /// Returns one outcome per hold, in order. The writes remain in the trip.
    List<ChargeOutcome> charge(List<Hold> holds, LockedBalances balances, RoundTrip trip) {
        List<ChargeOutcome> outcomes = wallet.charge(
                holds.stream()
                        .map(hold -> new Charge(hold.buyerId(), hold.total()))
                        .toList(),
                balances,
                trip);
        List<Hold> unpaid = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof ChargeOutcome.BalanceInsufficient) {
                unpaid.add(holds.get(i));
            }
        }
        if (properties.refusalReleasesHold() && !unpaid.isEmpty()) {
            reservations.releaseUnpaid(unpaid, trip);
        }
        return outcomes;
    }
}
