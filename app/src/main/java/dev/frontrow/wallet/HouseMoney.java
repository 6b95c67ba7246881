package dev.frontrow.wallet;

import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.money.Money;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Money that moves past all wallets: between the revenue and the cash box or the bank. Deadlock-free: house accounts
/// are locked in the order of kind and currency. Thread-safe.
@Repository
public class HouseMoney {

    private static final String OPEN = """
            insert into wallet.account (account_id, kind, currency, balance_minor)
            select a.account_id, a.kind, a.currency, 0
            from unnest(:accountIds::uuid[], :kinds::text[], :currencies::text[]) as a (account_id, kind, currency)
            order by a.kind, a.currency
            on conflict (kind, currency) where kind <> 'BUYER' do nothing
            """;

    private static final String LOCK = """
            select a.account_id
            from unnest(:kinds::text[], :currencies::text[]) as w (kind, currency)
                join wallet.account a on a.kind = w.kind and a.currency = w.currency and a.kind <> 'BUYER'
            order by a.kind, a.currency
            for no key update of a
            """;

    private static final String MOVE = """
            with debited as (
                update wallet.account
                set balance_minor = balance_minor - :amount
                where kind <> 'BUYER' and kind = :from and currency = :currency
                returning account_id, balance_minor
            ), credited as (
                update wallet.account
                set balance_minor = balance_minor + :amount
                where kind <> 'BUYER' and kind = :to and currency = :currency
                returning account_id, balance_minor
            )
            insert into wallet.transfer
                (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency,
                 debit_balance_minor, credit_balance_minor, transferred_at)
            select :transferId, :kind, debited.account_id, credited.account_id, :amount, :currency,
                   debited.balance_minor, credited.balance_minor, :now
            from debited, credited
            returning transfer_id
            """;

    private final InstantSource clock;

    HouseMoney(InstantSource clock) {
        this.clock = clock;
    }

    /// Locks the revenue, the cash box and the bank in these currencies until the caller's transaction ends; opens
    /// those that are missing. Must come before any transfer of the transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<Currency> currencies, RoundTrip trip) {
        List<Map.Entry<HouseAccount, String>> accounts = new ArrayList<>();
        for (HouseAccount account : List.of(HouseAccount.BANK, HouseAccount.CASH, HouseAccount.REVENUE)) {
            currencies.stream()
                    .map(Currency::getCurrencyCode)
                    .distinct()
                    .forEach(code -> accounts.add(Map.entry(account, code)));
        }
        if (accounts.isEmpty()) {
            return;
        }
        trip.sql(OPEN)
                .param("accountIds", uuids(accounts, _ -> UuidCreator.getTimeOrderedEpoch()))
                .param("kinds", texts(accounts, account -> account.getKey().name()))
                .param("currencies", texts(accounts, Map.Entry::getValue))
                .update();
        trip.sql(LOCK)
                .param("kinds", texts(accounts, account -> account.getKey().name()))
                .param("currencies", texts(accounts, Map.Entry::getValue))
                .update();
    }

    /// Takes the price of a sale; returns the id of the transfer, null if there is nothing to take. The write remains
    /// in the trip.
    ///
    /// @param from locked in this transaction
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable UUID take(HouseAccount from, Money price, RoundTrip trip) {
        return move("SALE", from, HouseAccount.REVENUE, price, trip);
    }

    /// Pays back what was taken, as [#take].
    ///
    /// @param to locked in this transaction
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable UUID payBack(HouseAccount to, Money amount, RoundTrip trip) {
        return move("REFUND", HouseAccount.REVENUE, to, amount, trip);
    }

    private @Nullable UUID move(String kind, HouseAccount from, HouseAccount to, Money amount, RoundTrip trip) {
        if (amount.amountMinor() == 0) {
            return null;
        }
        UUID transferId = UuidCreator.getTimeOrderedEpoch();
        trip.sql(MOVE)
                .param("transferId", transferId)
                .param("kind", kind)
                .param("from", from.name())
                .param("to", to.name())
                .param("amount", amount.amountMinor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("now", Timestamps.of(clock.instant()))
                .rows((row, _) -> row.getObject("transfer_id", UUID.class), made -> {
                    if (made.size() != 1) {
                        throw new IllegalStateException("an account of the house is missing, though it is locked");
                    }
                });
        return transferId;
    }
}
