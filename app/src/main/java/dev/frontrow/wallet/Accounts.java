package dev.frontrow.wallet;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.Timestamps;
import dev.frontrow.money.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The wallet's tables. Each change of a balance is one guarded statement that answers the account as it is afterwards;
/// a buyer's account is always touched before the house's, so that two transfers never wait for each other in a ring.
@Repository
class Accounts {

    record Balance(UUID accountId, long balanceMinor) {}

    record Entry(
            UUID transferId,
            long sequence,
            String kind,
            long amountMinor,
            String currency,
            long balanceMinor,
            Instant transferredAt) {}

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /// Opens the account with the first credit; empty where the balance would pass the limit.
    Optional<Balance> creditBuyer(UUID buyerId, Money amount, long balanceMaxMinor) {
        return jdbc.sql("""
                        insert into wallet.account as a (account_id, kind, buyer_id, currency, balance_minor)
                        values (:accountId, 'BUYER', :buyerId, :currency, :amount)
                        on conflict (buyer_id, currency) where kind = 'BUYER' do update
                            set balance_minor = a.balance_minor + excluded.balance_minor
                            where a.balance_minor <= :balanceMax - excluded.balance_minor
                        returning account_id, balance_minor
                        """)
                .param("accountId", UuidCreator.getTimeOrderedEpoch())
                .param("buyerId", buyerId)
                .param("currency", amount.currency().getCurrencyCode())
                .param("amount", amount.amountMinor())
                .param("balanceMax", balanceMaxMinor)
                .query(Balance.class)
                .optional();
    }

    /// Empty where the balance does not cover the amount.
    Optional<Balance> debitBuyer(UUID buyerId, Money amount) {
        return jdbc.sql("""
                        update wallet.account
                        set balance_minor = balance_minor - :amount
                        where kind = 'BUYER' and buyer_id = :buyerId and currency = :currency
                            and balance_minor >= :amount
                        returning account_id, balance_minor
                        """)
                .param("buyerId", buyerId)
                .param("currency", amount.currency().getCurrencyCode())
                .param("amount", amount.amountMinor())
                .query(Balance.class)
                .optional();
    }

    /// Moves a house account by a signed amount, opening it at its first use.
    Balance changeHouse(HouseAccount kind, Currency currency, long changeMinor) {
        return jdbc.sql("""
                        insert into wallet.account as a (account_id, kind, currency, balance_minor)
                        values (:accountId, :kind, :currency, :change)
                        on conflict (kind, currency) where kind <> 'BUYER' do update
                            set balance_minor = a.balance_minor + excluded.balance_minor
                        returning account_id, balance_minor
                        """)
                .param("accountId", UuidCreator.getTimeOrderedEpoch())
                .param("kind", kind.name())
                .param("currency", currency.getCurrencyCode())
                .param("change", changeMinor)
                .query(Balance.class)
                .single();
    }

    UUID insertTransfer(TransferKind kind, Balance debited, Balance credited, Money amount, Instant now) {
        UUID transferId = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                        insert into wallet.transfer
                            (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency,
                             debit_balance_minor, credit_balance_minor, transferred_at)
                        values (:transferId, :kind, :debitAccountId, :creditAccountId, :amount, :currency,
                                :debitBalance, :creditBalance, :now)
                        """)
                .param("transferId", transferId)
                .param("kind", kind.name())
                .param("debitAccountId", debited.accountId())
                .param("creditAccountId", credited.accountId())
                .param("amount", amount.amountMinor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("debitBalance", debited.balanceMinor())
                .param("creditBalance", credited.balanceMinor())
                .param("now", Timestamps.of(now))
                .update();
        return transferId;
    }

    /// A buyer's entries of all currencies before the given sequence number, newest first.
    List<Entry> entries(UUID buyerId, long beforeSequence, int limit) {
        return jdbc.sql("""
                        select e.transfer_id, e.sequence, e.kind, e.amount_minor, e.currency, e.balance_minor,
                               e.transferred_at
                        from wallet.account a
                            join wallet.ledger_entry e on e.account_id = a.account_id
                        where a.kind = 'BUYER' and a.buyer_id = :buyerId and e.sequence < :before
                        order by e.sequence desc
                        limit :limit
                        """)
                .param("buyerId", buyerId)
                .param("before", beforeSequence)
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
