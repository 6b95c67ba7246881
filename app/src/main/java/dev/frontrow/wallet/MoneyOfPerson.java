package dev.frontrow.wallet;

import dev.frontrow.idempotency.AnswersOfBuyer;
import dev.frontrow.identity.owndata.PersonalData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Accounts and transfers as their owner gets them. All of them stay when the owner's account is deleted.
@Repository
@Order(12)
class MoneyOfPerson implements PersonalData {

    private final JdbcClient jdbc;

    MoneyOfPerson(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        exports.put("wallets", """
                select account_id, currency, balance_minor
                from wallet.account
                where kind = 'BUYER' and buyer_id = :buyerId
                order by currency
                """);
        exports.put("transfers", """
                select e.transfer_id, e.kind, e.amount_minor, e.currency, e.balance_minor, e.transferred_at
                from wallet.account a join wallet.ledger_entry e using (account_id)
                where a.kind = 'BUYER' and a.buyer_id = :buyerId
                order by e.sequence
                """);
        exports.putAll(AnswersOfBuyer.exports());
        return exports;
    }

    @Override
    public Optional<Obstacle> obstacle(UUID buyerId, Instant now) {
        boolean left = jdbc.sql("""
                        select balance_minor
                        from wallet.account
                        where kind = 'BUYER' and buyer_id = :buyerId
                        order by currency
                        for update
                        """).param("buyerId", buyerId).query(Long.class).list().stream()
                .anyMatch(balance -> balance > 0);
        return left ? Optional.of(Obstacle.MONEY_LEFT) : Optional.empty();
    }
}
