package dev.frontrow.wallet;

import dev.frontrow.money.Money;
import dev.frontrow.wallet.Accounts.Balance;
import dev.frontrow.wallet.Accounts.Entry;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Balances and the moves between them. Money is only ever moved: each change is a transfer from one account to
/// another, written in the transaction that changes both balances. Thread-safe.
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

    /// Zero for a buyer who never topped up.
    public Money balance(UUID buyerId, Currency currency) {
        return new Money(accounts.balanceOf(buyerId, currency), currency);
    }

    /// Adds a positive amount to the buyer's balance; the caller has checked it against the limit per top-up.
    @Transactional
    public TopUpOutcome topUp(UUID buyerId, Money amount) {
        Optional<Balance> credited = accounts.creditBuyer(buyerId, amount, properties.balanceMaxMinor());
        if (credited.isEmpty()) {
            return new TopUpOutcome.BalanceLimitExceeded(new Money(properties.balanceMaxMinor(), amount.currency()));
        }
        Balance funding = accounts.changeHouse(HouseAccount.FUNDING, amount.currency(), -amount.amountMinor());
        UUID topUpId = accounts.insertTransfer(TransferKind.TOP_UP, funding, credited.get(), amount, clock.instant());
        return new TopUpOutcome.ToppedUp(
                topUpId, amount, new Money(credited.get().balanceMinor(), amount.currency()));
    }

    /// Takes the price from the buyer's balance, or nothing at all. Joins the caller's transaction.
    @Transactional
    public ChargeOutcome charge(UUID buyerId, Money price) {
        if (price.amountMinor() == 0) {
            return new ChargeOutcome.Charged(null, balance(buyerId, price.currency()));
        }
        Optional<Balance> debited = accounts.debitBuyer(buyerId, price);
        if (debited.isEmpty()) {
            long missing = price.amountMinor() - accounts.balanceOf(buyerId, price.currency());
            return new ChargeOutcome.BalanceInsufficient(new Money(Math.max(1, missing), price.currency()));
        }
        Balance revenue = accounts.changeHouse(HouseAccount.REVENUE, price.currency(), price.amountMinor());
        UUID transferId = accounts.insertTransfer(TransferKind.PAYMENT, debited.get(), revenue, price, clock.instant());
        return new ChargeOutcome.Charged(transferId, new Money(debited.get().balanceMinor(), price.currency()));
    }

    List<Entry> entries(UUID buyerId, long beforeSequence, int limit) {
        return accounts.entries(buyerId, beforeSequence, limit);
    }
}
