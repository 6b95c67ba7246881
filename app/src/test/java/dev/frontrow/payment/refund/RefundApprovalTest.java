package dev.frontrow.payment.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.payment.refund.RefundDesk.Bought;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Refunds that wait for another person, and how they end.
class RefundApprovalTest extends AuditedTest {

    private static final Map<String, ?> ALL = Map.of("seats", "AT_ONCE");

    @Autowired
    private Operators operators;

    private RefundDesk counter;
    private RefundDesk manager;

    @BeforeEach
    void atTheCounter() {
        counter = desk(OperatorRole.BOX_OFFICE);
        manager = desk(OperatorRole.MANAGER);
    }

    private RefundDesk desk(OperatorRole role) {
        return new RefundDesk(api().bearer(operators.make(role).accessToken()));
    }

    private Bought order(String currency, long price, String... seats) {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of("currency", currency, "priceLevels", List.of(Map.of("name", "Only", "amountMinor", price))));
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        fan.api()
                .idempotencyKey("money")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000_000, "currency", currency))
                .expect(201);
        fan.holds(seats).expect(201);
        return new Bought(fan, fan.pays("once").expect(201).body());
    }

    /// Three tickets, too much for the counter.
    private Bought order() {
        return order("KRW", 150_000, "1", "2", "3");
    }

    private JsonNode asked(Bought bought) {
        JsonNode asked = counter.refunds(bought, ALL).expect(201).body();
        assertThat(asked.path("status").asString()).isEqualTo("REQUESTED");
        return asked;
    }

    private static String status(Answer answer) {
        return answer.expect(201).body().path("status").asString();
    }

    @ParameterizedTest(name = "{1} {0} by BOX_OFFICE: {2}")
    @CsvSource(textBlock = """
            KRW, 300000, DONE
            KRW, 300001, REQUESTED
            USD,  30000, DONE
            USD,  30001, REQUESTED
            KWD, 300000, DONE
            KWD, 300001, REQUESTED
            """)
    void theCounterHasALimitOfItsOwn(String currency, long price, String status) {
        Bought bought = order(currency, price, "1");
        RefundDesk other = desk(OperatorRole.BOX_OFFICE);

        assertThat(status(counter.refunds(bought, ALL))).isEqualTo(status);

        if (status.equals("REQUESTED")) {
            JsonNode asked = counter.of(bought).getFirst();
            other.approves(bought, asked).expectProblem(403, "forbidden");
            assertThat(status(manager.approves(bought, asked))).isEqualTo("DONE");
        }
    }

    @Test
    void theLimitOfTheCounterCountsAllThatGoesBackForTheOrder() {
        Bought bought = order();
        assertThat(status(counter.refunds(bought, ALL, bought.ticket(0), bought.ticket(1))))
                .isEqualTo("DONE");

        assertThat(status(desk(OperatorRole.BOX_OFFICE).refunds(bought, ALL))).isEqualTo("REQUESTED");
        assertThat(status(manager.refunds(bought, ALL))).isEqualTo("DONE");
    }

    @Test
    void onlyTheOneWhoAskedWithdrawsARefund() {
        Bought bought = order();
        JsonNode asked = asked(bought);
        desk(OperatorRole.BOX_OFFICE).withdraws(bought, asked).expectProblem(403, "refund-not-own");
        manager.withdraws(bought, asked).expectProblem(403, "refund-not-own");
        counter.declines(bought, asked).expectProblem(403, "forbidden");
        desk(OperatorRole.SUPPORT).withdraws(bought, asked).expectProblem(403, "forbidden");

        JsonNode withdrawn = counter.withdraws(bought, asked).expect(201).body();

        assertThat(withdrawn.path("status").asString()).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.path("endedBy")).isEqualTo(asked.path("requestedBy"));
        assertThat(withdrawn.path("endReason").asString()).isEqualTo("아파요");
        assertThat(counter.of(bought)).containsExactly(withdrawn);
        assertThat(story(bought)).containsSequence("PAID", "REFUND_REQUESTED", "REFUND_ENDED");
        assertThat(bought.ticketStatuses()).containsOnly("VALID");
        manager.approves(bought, asked).expectProblem(409, "refund-ended");
        counter.withdraws(bought, asked).expectProblem(409, "refund-ended");
        manager.declines(bought, asked).expectProblem(409, "refund-ended");
    }

    private List<String> story(Bought bought) {
        return counter.api()
                .get("/api/v1/operator/buyers/" + bought.fan().buyerId() + "/story")
                .expect(200)
                .body()
                .path("events")
                .valueStream()
                .map(event -> event.path("code").asString())
                .toList();
    }

    @Test
    void whoMayApproveMayDecline() {
        Bought bought = order();
        JsonNode asked = asked(bought);

        assertThat(status(manager.declines(bought, asked))).isEqualTo("DECLINED");

        manager.approves(bought, asked).expectProblem(409, "refund-ended");
        assertThat(bought.fan().balance()).isEqualTo(1_000_000 - 450_000);
        assertThat(status(manager.refunds(bought, ALL))).isEqualTo("DONE");
    }

    @Test
    void refusesToEndWhatIsDoneOrUnknownOrWithoutAReason() {
        Bought bought = order();
        JsonNode asked = asked(bought);
        String refusal = RefundDesk.refunds(bought.paymentId()) + "/"
                + asked.path("refundId").asString() + "/refusal";
        newOperator().idempotencyKey("why").post(refusal).expectProblem(422, "reason-required");
        manager.api().post(refusal).expectProblem(400, "idempotency-key-required");
        manager.declines(order(), asked).expectProblem(404, "refund-unknown");
        manager.approves(bought, asked).expect(201);

        manager.declines(bought, asked).expectProblem(409, "refund-approved");
        counter.withdraws(bought, asked).expectProblem(409, "refund-approved");
    }

    @Test
    void whatIsApprovedAndWithdrawnAtOnceEndsInOneWay() {
        for (int round = 0; round < 5; round++) {
            Bought bought = order();
            JsonNode asked = asked(bought);
            List<Supplier<Answer>> calls = List.of(
                    () -> manager.approves(bought, asked),
                    () -> counter.withdraws(bought, asked),
                    () -> desk(OperatorRole.OWNER).declines(bought, asked));

            var answers = Crowd.atOnce(calls, Supplier::get);

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            String status = counter.of(bought).getFirst().path("status").asString();
            assertThat(bought.fan().balance()).isEqualTo(status.equals("DONE") ? 1_000_000 : 1_000_000 - 450_000);
        }
    }

    @Test
    void whatWaitsIsListedUntilItEnds() {
        Bought bought = order();
        String refundId = asked(bought).path("refundId").asString();
        ApiClient reader = api().bearer(operators.make(OperatorRole.SUPPORT).accessToken());
        assertThat(listed(reader, "", refundId)).isTrue();
        assertThat(listed(reader, "?status=DONE", refundId)).isFalse();

        counter.withdraws(bought, counter.of(bought).getFirst()).expect(201);

        assertThat(listed(reader, "", refundId)).isFalse();
        assertThat(listed(reader, "?status=WITHDRAWN", refundId)).isTrue();
        reader.get("/api/v1/operator/refunds?status=LOST").expectProblem(400, "request-invalid");
        bought.fan().api().get("/api/v1/operator/refunds").expectProblem(403, "forbidden");
    }

    private static boolean listed(ApiClient reader, String query, String refundId) {
        String path = "/api/v1/operator/refunds" + query;
        JsonNode page = reader.get(path).expect(200).body();
        while (true) {
            if (page.path("refunds")
                    .valueStream()
                    .anyMatch(one -> one.path("refundId").asString().equals(refundId))) {
                return true;
            }
            if (!page.has("nextAfter")) {
                return false;
            }
            page = reader.get(path + (query.isEmpty() ? "?" : "&") + "after="
                            + page.path("nextAfter").asString())
                    .expect(200)
                    .body();
        }
    }

    /// The rules stand in the database too.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status = 'WITHDRAWN'
            status = 'DECLINED', ended_by = requested_by, end_reason = 'x', ended_at = now()
            status = 'WITHDRAWN', ended_by = gen_random_uuid(), end_reason = 'x', ended_at = now()
            ended_by = requested_by, end_reason = 'x', ended_at = now()
            """)
    void theDatabaseRefusesEndsThatNobodyStandsFor(String change) {
        UUID refundId = UUID.fromString(asked(order()).path("refundId").asString());

        assertThatThrownBy(() -> owner().sql("update payment.refund set " + change + " where refund_id = ?")
                        .param(refundId)
                        .update())
                .hasMessageContaining("refund_");
    }
}
