package dev.frontrow.wallet;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.Accounts.AccountKey;
import dev.frontrow.wallet.Accounts.Balance;
import dev.frontrow.wallet.Accounts.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Transfers of one kind between buyers and the house. They are decided one after the other on locked balances
/// and written together. A house account is shared by all transactions, so it is updated only once per batch, in
/// the last round trip. Not thread-safe.
final class Transfers {

    private record Move(UUID transferId, Money amount, Balance buyer) {}

    private final TransferKind kind;
    private final Accounts accounts;
    private final Map<AccountKey, Balance> locked;
    private final Map<AccountKey, Balance> balances;
    private final List<Move> moves = new ArrayList<>();

    /// @param locked balances of all buyers concerned, locked until the transaction ends
    Transfers(TransferKind kind, Accounts accounts, Map<AccountKey, Balance> locked) {
        this.kind = kind;
        this.accounts = accounts;
        this.locked = locked;
        this.balances = new HashMap<>(locked);
    }

    /// The balance in minor units; zero if the buyer has no account.
    long balanceMinor(AccountKey buyer) {
        Balance balance = balances.get(buyer);
        return balance == null ? 0 : balance.balanceMinor();
    }

    /// Moves a positive amount into or out of the buyer's account, which must exist and must not fall below zero.
    UUID move(AccountKey buyer, Money amount) {
        long change = -houseChangeMinor(amount);
        Balance after = balances.compute(buyer, (_, before) -> {
            if (before == null || Math.addExact(before.balanceMinor(), change) < 0) {
                throw new IllegalStateException("a move without an account, or below zero");
            }
            return new Balance(before.accountId(), before.balanceMinor() + change);
        });
        var move = new Move(UuidCreator.getTimeOrderedEpoch(), amount, after);
        moves.add(move);
        return move.transferId();
    }

    void write(Instant now, RoundTrip trip) {
        if (moves.isEmpty()) {
            return;
        }
        // Deadlock-free: every transaction updates the house accounts in the order of currency codes.
        Map<String, List<Move>> byCurrency = new TreeMap<>();
        for (Move move : moves) {
            byCurrency
                    .computeIfAbsent(move.amount().currency().getCurrencyCode(), _ -> new ArrayList<>())
                    .add(move);
        }
        byCurrency.forEach((code, ofCurrency) -> {
            Currency currency = Currency.getInstance(code);
            accounts.write(kind, currency, changes(currency), transfers(ofCurrency), now, trip);
        });
    }

    private Map<Balance, Long> changes(Currency currency) {
        Map<Balance, Long> changes = new HashMap<>();
        locked.forEach((key, before) -> {
            long after = balanceMinor(key);
            if (key.currency().equals(currency) && after != before.balanceMinor()) {
                changes.put(before, after);
            }
        });
        return changes;
    }

    /// The transfers as if made one by one: each knows the difference between the house's balance after it and
    /// the last one.
    private List<Transfer> transfers(List<Move> ofCurrency) {
        long toLast = ofCurrency.stream()
                .mapToLong(move -> houseChangeMinor(move.amount()))
                .reduce(0, Math::addExact);
        List<Transfer> transfers = new ArrayList<>(ofCurrency.size());
        for (Move move : ofCurrency) {
            toLast -= houseChangeMinor(move.amount());
            transfers.add(new Transfer(move.transferId(), move.amount(), move.buyer(), toLast));
        }
        return transfers;
    }

    private long houseChangeMinor(Money amount) {
        return kind.creditsBuyer() ? -amount.amountMinor() : amount.amountMinor();
    }
}
