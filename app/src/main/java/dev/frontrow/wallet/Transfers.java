package dev.frontrow.wallet;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.money.Money;
import dev.frontrow.wallet.Accounts.AccountKey;
import dev.frontrow.wallet.Accounts.Balance;
import dev.frontrow.wallet.Accounts.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Moves between buyers and the house, decided one after the other on balances that are locked, and written together. A
/// house account is touched once for all of them and as the last thing, because everybody meets there.
final class Transfers {

    private record Move(UUID transferId, TransferKind kind, Money amount, Balance buyer) {

        long houseChangeMinor() {
            return kind.creditsBuyer() ? -amount.amountMinor() : amount.amountMinor();
        }
    }

    private record HouseKey(HouseAccount account, Currency currency) {}

    private static final Comparator<HouseKey> LOCK_ORDER = Comparator.comparing(HouseKey::account)
            .thenComparing(key -> key.currency().getCurrencyCode());

    private final Accounts accounts;
    private final Map<AccountKey, Balance> locked;
    private final Map<AccountKey, Balance> balances;
    private final List<Move> moves = new ArrayList<>();

    /// @param locked the balances of all buyers that may be moved, locked until the transaction ends
    Transfers(Accounts accounts, Map<AccountKey, Balance> locked) {
        this.accounts = accounts;
        this.locked = locked;
        this.balances = new HashMap<>(locked);
    }

    /// Zero for a buyer who has no account.
    long balanceMinor(AccountKey buyer) {
        Balance balance = balances.get(buyer);
        return balance == null ? 0 : balance.balanceMinor();
    }

    /// Moves a positive amount into or out of the buyer's account; the caller has seen that it may be.
    UUID move(TransferKind kind, AccountKey buyer, Money amount) {
        long change = kind.creditsBuyer() ? amount.amountMinor() : -amount.amountMinor();
        Balance after = balances.compute(buyer, (_, before) -> {
            if (before == null || before.balanceMinor() + change < 0) {
                throw new IllegalStateException("a move without an account, or below zero");
            }
            return new Balance(before.accountId(), before.balanceMinor() + change);
        });
        var move = new Move(UuidCreator.getTimeOrderedEpoch(), kind, amount, after);
        moves.add(move);
        return move.transferId();
    }

    void write(Instant now) {
        if (moves.isEmpty()) {
            return;
        }
        accounts.change(changes());
        Map<HouseKey, List<Move>> byHouse = new TreeMap<>(LOCK_ORDER);
        for (Move move : moves) {
            var house = new HouseKey(move.kind().house(), move.amount().currency());
            byHouse.computeIfAbsent(house, _ -> new ArrayList<>()).add(move);
        }
        byHouse.forEach((house, ofHouse) -> accounts.insertTransfers(withHouse(house, ofHouse), now));
    }

    private Map<Balance, Long> changes() {
        Map<Balance, Long> changes = new HashMap<>();
        locked.forEach((key, before) -> {
            long after = balanceMinor(key);
            if (after != before.balanceMinor()) {
                changes.put(before, after);
            }
        });
        return changes;
    }

    /// The house's balance after each move, as if they had come one after the other.
    private List<Transfer> withHouse(HouseKey house, List<Move> moves) {
        long total = moves.stream().mapToLong(Move::houseChangeMinor).sum();
        Balance last = accounts.changeHouse(house.account(), house.currency(), total);
        long balance = last.balanceMinor() - total;
        List<Transfer> transfers = new ArrayList<>(moves.size());
        for (Move move : moves) {
            balance += move.houseChangeMinor();
            var ofHouse = new Balance(last.accountId(), balance);
            boolean credit = move.kind().creditsBuyer();
            transfers.add(new Transfer(
                    move.transferId(),
                    move.kind(),
                    credit ? ofHouse : move.buyer(),
                    credit ? move.buyer() : ofHouse,
                    move.amount()));
        }
        return transfers;
    }
}
