package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.database.DatabaseLogin;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// The audit must find every kind of fault: each row plants one contradiction, in a transaction that is rolled
/// back.
class AuditTest extends ServerTest {

    @ParameterizedTest(name = "finds {0}")
    @CsvSource(delimiter = '|', textBlock = """
            money was made or lost | update wallet.account set balance_minor = balance_minor + 1 where kind = 'REVENUE'
            not the sum of its entries | update wallet.account set balance_minor = balance_minor + 1 where kind = 'BUYER'
            without exactly one valid ticket | update reservation.ticket set status = 'REFUNDED' where status = 'VALID'
            not sold to its hold | update reservation.seat set status = 'FREE', hold_id = null, first_of_hold = false where status = 'SOLD'
            without exactly one payment | delete from payment.payment where payment_id not in (select payment_id from payment.refund)
            no payment names | delete from payment.payment where payment_id not in (select payment_id from payment.refund)
            other prices than the catalog's | update catalog.price_level set amount_minor = amount_minor + 1
            a running hold without all its seats | update reservation.seat set held_until = held_until + interval '1 s'
            without its running hold | update reservation.hold set status = 'RELEASED', ended_at = held_at where status = 'HELD'
            not counted once | update reservation.seat set first_of_hold = not first_of_hold where status = 'HELD'
            a hold that counts other refunds | update reservation.hold set refunded = 1 where status = 'CONFIRMED' and refunded = 0
            refunded ticket without its refund | update reservation.ticket set status = 'REFUNDED' where status = 'VALID'
            not what was paid without what went back | update payment.payment set amount_minor = amount_minor + 1 where status = 'PAID' and amount_minor > 0
            not the prices of valid tickets | update wallet.account set balance_minor = balance_minor - 1 where kind = 'REVENUE'
            place in line was not finished | delete from waitingroom.place where state = 'FINISHED'
            """)
    void findsPlantedContradiction(String name, String damage) {
        Stage stage = Stage.open(api(), clock());
        Fan payer = stage.fan().joinsAndEnters();
        payer.topsUp(1_000_000).expect(201);
        payer.holds("1", "2").expect(201);
        payer.pays(UUID.randomUUID().toString()).expect(201);
        stage.fan().joinsAndEnters().holds("3").expect(201);
        Audit.of(ownerLogin()).findsNoContradiction(clock().instant());

        DatabaseLogin owner = ownerLogin();
        var connection = new SingleConnectionDataSource(owner.url(), owner.username(), owner.password(), true);
        connection.setAutoCommit(false);
        try {
            JdbcClient.create(connection).sql(damage).update();
            assertThatThrownBy(() -> new Audit(connection).findsNoContradiction(clock().instant()))
                    .hasMessageContaining(name);
        } finally {
            connection.setRollbackBeforeClose(true);
            connection.destroy();
        }
    }

    @Test
    void transfersCannotBeChangedByAnyone() {
        for (String change : new String[] {
            "update wallet.transfer set amount_minor = 1",
            "delete from wallet.transfer",
            "truncate wallet.transfer cascade"
        }) {
            assertThatThrownBy(() -> owner().sql(change).update()).hasMessageContaining("never changed or deleted");
        }
    }
}
