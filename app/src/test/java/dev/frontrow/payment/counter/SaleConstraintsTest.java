package dev.frontrow.payment.counter;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frontrow.AuditedTest;
import dev.frontrow.Stage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/// The database keeps the rules of sales too, whatever the server does.
class SaleConstraintsTest extends AuditedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREE     | amount_minor = 100, transfer_id = gen_random_uuid()        | payment_free_of_charge
            CASH     | sold_by = null                                             | payment_sold_by_somebody
            FREE     | sold_by = null                                             | payment_sold_by_somebody
            CASH     | balance_minor = 100                                        | payment_leaves_a_balance
            TRANSFER | balance_minor = 0                                          | payment_leaves_a_balance
            CASH     | method = 'WALLET'                                          | payment_leaves_a_balance
            CASH     | transfer_id = null                                         | payment_by_transfer
            TRANSFER | status = 'REFUSED', refusal = 'late', transfer_id = null   | payment_refused_online
            CASH     | method = 'CHEQUE'                                          | payment_method_check
            """)
    void refusesWhatNoSaleCanBe(String method, String change, String constraint) {
        Stage stage = Stage.open(api(), clock());
        UUID payment = UUID.fromString(new BoxOffice(newOperator(), stage)
                .sells(method, List.of("1"))
                .expect(201)
                .body()
                .path("paymentId")
                .asString());

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> owner().sql("update payment.payment set " + change + " where payment_id = ?")
                        .param(payment)
                        .update())
                .withMessageContaining('"' + constraint + '"');
    }
}
