package dev.frontrow.wallet;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.Timestamps;
import dev.frontrow.groupcommit.Batch;
import dev.frontrow.money.Money;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tops up one balance after the other, with plain statements on single rows. A second implementation of the
/// rules: it shares no code with [Wallet]. Here an `update` guards the limit; there it is checked in memory.
public final class PlainTopUps implements Batch<TopUp, TopUpOutcome> {

    private record Account(UUID accountId, long balanceMinor) {}

    private final JdbcClient jdbc;
    private final WalletProperties properties;
    private final InstantSource clock;

    PlainTopUps(JdbcClient jdbc, WalletProperties properties, InstantSource clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /// Runs in the caller's transaction.
    @Override
    public List<TopUpOutcome> run(List<TopUp> topUps) {
        return topUps.stream().map(this::topUp).toList();
    }

    private TopUpOutcome topUp(TopUp topUp) {
        Money amount = topUp.amount();
        open(topUp);
        Optional<Account> credited = credit(topUp);
        if (credited.isEmpty()) {
            return new TopUpOutcome.BalanceLimitExceeded(
                    properties.limitsOf(amount.currency()).balanceMax());
        }
        Account buyer = credited.get();
        UUID topUpId = transfer(amount, debitHouse(amount), buyer);
        return new TopUpOutcome.ToppedUp(topUpId, amount, new Money(buyer.balanceMinor(), amount.currency()));
    }

    private void open(TopUp topUp) {
        jdbc.sql("""
                        insert into wallet.account (account_id, kind, buyer_id, currency, balance_minor)
                        values (:accountId, 'BUYER', :buyerId, :currency, 0)
                        on conflict (buyer_id, currency) where kind = 'BUYER' do nothing
                        """)
                .param("accountId", UUID.randomUUID())
                .param("buyerId", topUp.buyerId())
                .param("currency", topUp.amount().currency().getCurrencyCode())
                .update();
    }

    /// Empty if the balance would become too large.
    private Optional<Account> credit(TopUp topUp) {
        return jdbc.sql("""
                        update wallet.account
                        set balance_minor = balance_minor + :amount
                        where kind = 'BUYER' and buyer_id = :buyerId and currency = :currency
                            and balance_minor <= :max - :amount
                        returning account_id, balance_minor
                        """)
                .param("amount", topUp.amount().amountMinor())
                .param("buyerId", topUp.buyerId())
                .param("currency", topUp.amount().currency().getCurrencyCode())
                .param(
                        "max",
                        properties
                                .limitsOf(topUp.amount().currency())
                                .balanceMax()
                                .amountMinor())
                .query(Account.class)
                .optional();
    }

    private Account debitHouse(Money amount) {
        jdbc.sql("""
                        insert into wallet.account (account_id, kind, currency, balance_minor)
                        values (:accountId, 'FUNDING', :currency, 0)
                        on conflict (kind, currency) where kind <> 'BUYER' do nothing
                        """)
                .param("accountId", UUID.randomUUID())
                .param("currency", amount.currency().getCurrencyCode())
                .update();
        return jdbc.sql("""
                        update wallet.account
                        set balance_minor = balance_minor - :amount
                        where kind = 'FUNDING' and currency = :currency
                        returning account_id, balance_minor
                        """)
                .param("amount", amount.amountMinor())
                .param("currency", amount.currency().getCurrencyCode())
                .query(Account.class)
                .single();
    }

    private UUID transfer(Money amount, Account house, Account buyer) {
        UUID transferId = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                        insert into wallet.transfer
                            (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency,
                             debit_balance_minor, credit_balance_minor, transferred_at)
                        values (:transferId, 'TOP_UP', :house, :buyer, :amount, :currency, :houseBalance, :buyerBalance,
                                :now)
                        """)
                .param("transferId", transferId)
                .param("house", house.accountId())
                .param("buyer", buyer.accountId())
                .param("amount", amount.amountMinor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("houseBalance", house.balanceMinor())
                .param("buyerBalance", buyer.balanceMinor())
                .param("now", Timestamps.of(clock.instant()))
                .update();
        return transferId;
    }
}
