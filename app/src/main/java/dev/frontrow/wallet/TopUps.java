package dev.frontrow.wallet;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.Accounts.AccountKey;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Money into wallets. Thread-safe.
@Service
public class TopUps implements CommandBatch<TopUp, TopUpOutcome> {

    private final Wallet wallet;
    private final Accounts accounts;
    private final InstantSource clock;

    TopUps(Wallet wallet, Accounts accounts, InstantSource clock) {
        this.wallet = wallet;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// All top-ups update the house's FUNDING account: in two lanes each would wait for the other's commit.
    @Override
    public Object lane(TopUp topUp) {
        return HouseAccount.FUNDING;
    }

    /// Adds a positive amount to the buyer's balance. The caller has checked the limit per top-up.
    @Transactional
    public TopUpOutcome topUp(TopUp topUp) {
        RoundTrip trip = accounts.trip();
        TopUpOutcome outcome = run(List.of(topUp), trip).getFirst();
        trip.send();
        return outcome;
    }

    /// Returns one outcome per top-up, in order, each seeing the effects of earlier ones.
    ///
    /// @param trip used on the way; the last writes remain in it for the caller to send
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<TopUpOutcome> run(List<TopUp> topUps, RoundTrip trip) {
        accounts.open(topUps.stream().map(TopUps::key).collect(Collectors.toSet()), trip);
        var locked = wallet.lock(topUps.stream().map(TopUp::buyerId).collect(Collectors.toSet()), trip);
        trip.send();
        var transfers = new Transfers(TransferKind.TOP_UP, accounts, locked.byAccount());
        List<TopUpOutcome> outcomes =
                topUps.stream().map(topUp -> topUp(topUp, transfers)).toList();
        transfers.write(clock.instant(), trip);
        return outcomes;
    }

    private TopUpOutcome topUp(TopUp topUp, Transfers transfers) {
        AccountKey key = key(topUp);
        Money amount = topUp.amount();
        Money balanceMax = wallet.limits(amount.currency()).balanceMax();
        if (transfers.balanceMinor(key) > balanceMax.minus(amount).amountMinor()) {
            return new TopUpOutcome.BalanceLimitExceeded(balanceMax);
        }
        UUID topUpId = transfers.move(key, amount);
        return new TopUpOutcome.ToppedUp(topUpId, amount, new Money(transfers.balanceMinor(key), amount.currency()));
    }

    private static AccountKey key(TopUp topUp) {
        return new AccountKey(topUp.buyerId(), topUp.amount().currency());
    }
}
