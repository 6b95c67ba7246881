package dev.frontrow.wallet;

import static dev.frontrow.database.SqlArrays.longs;
import static dev.frontrow.database.SqlArrays.texts;
import static dev.frontrow.database.SqlArrays.uuids;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.database.Timestamps;
import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The wallet's tables, with batched statements. Deadlock-free: buyers' accounts are locked in the order of buyer
/// and currency, and always before the house's.
@Repository
class Accounts {

    record AccountKey(UUID buyerId, Currency currency) {}

    record Balance(UUID accountId, long balanceMinor) {}

    /// A transfer between a buyer and the house.
    ///
    /// @param buyer       the buyer's account after the transfer
    /// @param toLastMinor change of the house's balance from after this transfer to after the batch's last one,
    ///                    in minor units
    record Transfer(UUID transferId, Money amount, Balance buyer, long toLastMinor) {}

    record Entry(
            UUID transferId,
            long sequence,
            String kind,
            long amountMinor,
            String currency,
            long balanceMinor,
            Instant transferredAt) {}

    private static final String WRITE = """
            with changed as (
                update wallet.account a
                set balance_minor = c.balance_after
                from unnest(:accountIds::uuid[], :before::bigint[], :after::bigint[])
                    as c (account_id, balance_before, balance_after)
                where a.account_id = c.account_id and a.balance_minor = c.balance_before
                returning a.account_id
            ), house as (
                insert into wallet.account as a (account_id, kind, currency, balance_minor)
                values (:houseId, :house, :currency, :houseChange)
                on conflict (kind, currency) where kind <> 'BUYER' do update
                    set balance_minor = a.balance_minor + excluded.balance_minor
                returning account_id, balance_minor
            ), moved as (
                insert into wallet.transfer
                    (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency,
                     debit_balance_minor, credit_balance_minor, transferred_at)
                select t.transfer_id, :kind,
                       case when :creditsBuyer then house.account_id else t.account_id end,
                       case when :creditsBuyer then t.account_id else house.account_id end,
                       t.amount, :currency,
                       case when :creditsBuyer then house.balance_minor - t.to_last else t.balance end,
                       case when :creditsBuyer then t.balance else house.balance_minor - t.to_last end,
                       :now
                from house, unnest(:ids::uuid[], :buyerAccountIds::uuid[], :amounts::bigint[],
                                   :buyerBalances::bigint[], :toLast::bigint[]) with ordinality
                    as t (transfer_id, account_id, amount, balance, to_last, n)
                order by t.n
            )
            select count(*) as changed from changed
            """;

    private final JdbcClient jdbc;
    private final JdbcOperations statements;

    Accounts(JdbcClient jdbc, JdbcOperations statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /// A new round trip for this repository's statements.
    RoundTrip trip() {
        return new RoundTrip(statements);
    }

    long balanceOf(UUID buyerId, Currency currency) {
        return jdbc.sql("""
                        select balance_minor
                        from wallet.account
                        where kind = 'BUYER' and buyer_id = :buyerId and currency = :currency
                        """)
                .param("buyerId", buyerId)
                .param("currency", currency.getCurrencyCode())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /// The buyer's balances in all currencies they have an account in, ordered by currency code.
    List<Money> balancesOf(UUID buyerId) {
        return jdbc.sql("""
                        select currency, balance_minor
                        from wallet.account
                        where kind = 'BUYER' and buyer_id = :buyerId
                        order by currency
                        """)
                .param("buyerId", buyerId)
                .query((row, _) ->
                        new Money(row.getLong("balance_minor"), Currency.getInstance(row.getString("currency"))))
                .list();
    }

    /// Opens missing accounts with a balance of zero.
    void open(Collection<AccountKey> keys, RoundTrip trip) {
        trip.sql("""
                        insert into wallet.account (account_id, kind, buyer_id, currency, balance_minor)
                        select a.account_id, 'BUYER', a.buyer_id, a.currency, 0
                        from unnest(:accountIds::uuid[], :buyerIds::uuid[], :currencies::text[])
                            as a (account_id, buyer_id, currency)
                        order by a.buyer_id, a.currency
                        on conflict (buyer_id, currency) where kind = 'BUYER' do nothing
                        """)
                .param("accountIds", uuids(keys, _ -> UuidCreator.getTimeOrderedEpoch()))
                .param("buyerIds", uuids(keys, AccountKey::buyerId))
                .param("currencies", texts(keys, key -> key.currency().getCurrencyCode()))
                .update();
    }

    /// Locks all accounts of these buyers, in the order of buyer and currency; buyers without accounts are
    /// absent. A lateral subquery per buyer: with old statistics a join may be planned as a scan of all accounts.
    Supplier<Map<AccountKey, Balance>> lock(Set<UUID> buyerIds, RoundTrip trip) {
        var locked = trip.sql("""
                        select a.buyer_id, a.currency, a.account_id, a.balance_minor
                        from (select buyer_id from unnest(:buyerIds::uuid[]) as b (buyer_id) order by buyer_id) b
                            cross join lateral (
                                select buyer_id, currency, account_id, balance_minor
                                from wallet.account
                                where kind = 'BUYER' and buyer_id = b.buyer_id
                                order by currency
                                for no key update) a
                        """)
                .param("buyerIds", buyerIds.toArray(UUID[]::new))
                .rows((row, _) -> Map.entry(
                        new AccountKey(
                                row.getObject("buyer_id", UUID.class), Currency.getInstance(row.getString("currency"))),
                        new Balance(row.getObject("account_id", UUID.class), row.getLong("balance_minor"))));
        return () -> locked.get().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Sets locked balances to new values, changes the house's balance by the sum of the transfers, and writes
    /// the transfers in order, since the ledger numbers them in that order. All have one kind and one currency. A
    /// house account is opened at its first use. Throws if a balance is not the one that was locked.
    void write(
            TransferKind kind,
            Currency currency,
            Map<Balance, Long> changes,
            List<Transfer> transfers,
            Instant now,
            RoundTrip trip) {
        List<Balance> before = List.copyOf(changes.keySet());
        long sum = transfers.stream()
                .map(Transfer::amount)
                .reduce(Money.zero(currency), Money::plus)
                .amountMinor();
        RoundTrip.Statement statement = trip.sql(WRITE)
                .param("kind", kind.name())
                .param("house", kind.house().name())
                .param("houseId", UuidCreator.getTimeOrderedEpoch())
                .param("houseChange", kind.creditsBuyer() ? -sum : sum)
                .param("creditsBuyer", kind.creditsBuyer())
                .param("currency", currency.getCurrencyCode())
                .param("accountIds", uuids(before, Balance::accountId))
                .param("before", longs(before, Balance::balanceMinor))
                .param("after", longs(before, changes::get))
                .param("now", Timestamps.of(now));
        nameTransfers(transfers, statement);
        statement.rows((row, _) -> row.getInt("changed"), counts -> requireAll(before, counts.getFirst()));
    }

    private static void nameTransfers(List<Transfer> transfers, RoundTrip.Statement statement) {
        statement
                .param("ids", uuids(transfers, Transfer::transferId))
                .param(
                        "buyerAccountIds",
                        uuids(transfers, transfer -> transfer.buyer().accountId()))
                .param("amounts", longs(transfers, transfer -> transfer.amount().amountMinor()))
                .param(
                        "buyerBalances",
                        longs(transfers, transfer -> transfer.buyer().balanceMinor()))
                .param("toLast", longs(transfers, Transfer::toLastMinor));
    }

    private static void requireAll(List<Balance> before, int changed) {
        if (changed != before.size()) {
            throw new IllegalStateException("expected " + before.size() + " balances under lock, found " + changed);
        }
    }

    /// A buyer's entries before the given sequence number, newest first.
    ///
    /// @param currency only this currency; null for all
    List<Entry> entries(UUID buyerId, @Nullable Currency currency, long beforeSequence, int limit) {
        return jdbc.sql("""
                        select e.transfer_id, e.sequence, e.kind, e.amount_minor, e.currency, e.balance_minor,
                               e.transferred_at
                        from wallet.account a
                            join wallet.ledger_entry e on e.account_id = a.account_id
                        where a.kind = 'BUYER' and a.buyer_id = :buyerId and e.sequence < :before
                            and (:currency::text is null or a.currency = :currency)
                        order by e.sequence desc
                        limit :limit
                        """)
                .param("buyerId", buyerId)
                .param("before", beforeSequence)
                .param("currency", currency == null ? null : currency.getCurrencyCode())
                .param("limit", limit)
                .query((row, _) -> new Entry(
                        row.getObject("transfer_id", UUID.class),
                        row.getLong("sequence"),
                        row.getString("kind"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getLong("balance_minor"),
                        Timestamps.required(row, "transferred_at")))
                .list();
    }
}
