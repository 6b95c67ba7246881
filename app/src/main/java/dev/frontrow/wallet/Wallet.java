package dev.frontrow.wallet;

import dev.frontrow.database.RoundTrip;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.Accounts.AccountKey;
import dev.frontrow.wallet.Accounts.Entry;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Balances and transfers. Money only moves: each change is a transfer from one account to another, written in
/// the transaction that changes both balances. Thread-safe.
@Service
public class Wallet {

    private final Accounts accounts;
    private final WalletProperties properties;
    private final InstantSource clock;

    Wallet(Accounts accounts, WalletProperties properties, InstantSource clock) {
        this.accounts = accounts;
        this.properties = properties;
        this.clock = clock;
    }

    /// The buyer's balance; zero if they never topped up.
    public Money balance(UUID buyerId, Currency currency) {
        return new Money(accounts.balanceOf(buyerId, currency), currency);
    }

    /// One balance per currency the buyer ever tried to top up, ordered by currency code.
    public List<Money> balances(UUID buyerId) {
        return accounts.balancesOf(buyerId);
    }

    /// Locks the buyers' balances until the caller's transaction ends.
    @Transactional(propagation = Propagation.MANDATORY)
    public LockedBalances lock(Set<UUID> buyerIds, RoundTrip trip) {
        return new LockedBalances(accounts.lock(buyerIds, trip));
    }

    /// Charges each price to its buyer's balance, in full or not at all, each seeing the effects of earlier ones.
    /// Joins the caller's transaction.
    ///
    /// @param locked balances of these buyers, unchanged since they were locked
    /// @param trip   collects the writes
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ChargeOutcome> charge(List<Charge> charges, LockedBalances locked, RoundTrip trip) {
        var transfers = new Transfers(TransferKind.PAYMENT, accounts, locked.byAccount());
        List<ChargeOutcome> outcomes =
                charges.stream().map(charge -> charge(charge, transfers)).toList();
        transfers.write(clock.instant(), trip);
        return outcomes;
    }

    private static ChargeOutcome charge(Charge charge, Transfers transfers) {
        AccountKey key = key(charge);
        Money price = charge.price();
        long missing = price.amountMinor() - transfers.balanceMinor(key);
        if (missing > 0) {
            return new ChargeOutcome.BalanceInsufficient(new Money(missing, price.currency()));
        }
        UUID transferId = price.amountMinor() == 0 ? null : transfers.move(key, price);
        return new ChargeOutcome.Charged(transferId, new Money(transfers.balanceMinor(key), price.currency()));
    }

    private static AccountKey key(Charge charge) {
        return new AccountKey(charge.buyerId(), charge.price().currency());
    }

    /// Gives each amount back to its buyer, each seeing the effects of earlier ones. The limit of balances that holds
    /// for top-ups does not hold here: it is the buyer's own money. Joins the caller's transaction.
    ///
    /// @param locked balances of these buyers, unchanged since they were locked
    /// @param trip   collects the writes
    @Transactional(propagation = Propagation.MANDATORY)
    public List<CreditOutcome> credit(List<Credit> credits, LockedBalances locked, RoundTrip trip) {
        var transfers = new Transfers(TransferKind.REFUND, accounts, locked.byAccount());
        List<CreditOutcome> outcomes =
                credits.stream().map(credit -> credit(credit, transfers)).toList();
        transfers.write(clock.instant(), trip);
        return outcomes;
    }

    private static CreditOutcome credit(Credit credit, Transfers transfers) {
        Money amount = credit.amount();
        var key = new AccountKey(credit.buyerId(), amount.currency());
        if (transfers.balanceMinor(key) > WalletProperties.DATABASE_MAX - amount.amountMinor()) {
            return new CreditOutcome.BalanceFull();
        }
        UUID transferId = amount.amountMinor() == 0 ? null : transfers.move(key, amount);
        return new CreditOutcome.Credited(transferId, new Money(transfers.balanceMinor(key), amount.currency()));
    }

    /// Up to `limit` of the buyer's transfers in one currency, newest first.
    public List<StatementLine> statement(UUID buyerId, Currency currency, int limit) {
        return entries(buyerId, currency, Long.MAX_VALUE, limit).stream()
                .map(entry -> new StatementLine(
                        entry.kind(),
                        new Money(entry.amountMinor(), Currency.getInstance(entry.currency())),
                        new Money(entry.balanceMinor(), Currency.getInstance(entry.currency())),
                        entry.transferredAt()))
                .toList();
    }

    /// The number of the buyer's newest transfer in one currency; 0 before the first. It grows with every change of the
    /// balance.
    public long lastTransfer(UUID buyerId, Currency currency) {
        return entries(buyerId, currency, Long.MAX_VALUE, 1).stream()
                .mapToLong(Entry::sequence)
                .findFirst()
                .orElse(0);
    }

    /// The currency used if a request names none.
    public Currency currency() {
        return properties.currency();
    }

    /// The limits of a currency, per top-up and for a balance.
    public WalletLimits limits(Currency currency) {
        return properties.limitsOf(currency);
    }

    /// @param currency only this currency; null for all
    List<Entry> entries(UUID buyerId, @Nullable Currency currency, long beforeSequence, int limit) {
        return accounts.entries(buyerId, currency, beforeSequence, limit);
    }
}
