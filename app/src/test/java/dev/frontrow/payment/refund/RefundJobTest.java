package dev.frontrow.payment.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.payment.refund.RefundDesk.Bought;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The refund of a whole performance.
class RefundJobTest extends AuditedTest {

    @Autowired
    private RefundSteps steps;

    private Stage stage;
    private ApiClient desk;
    private final List<Bought> orders = new ArrayList<>();

    @BeforeEach
    void fiveOrders() {
        stage = Stage.open(api(), clock());
        desk = newOperator().with("Audit-Reason", "ill");
        crowd().of(5, stage).forEach(fan -> orders.add(Bought.by(fan, Integer.toString(orders.size() + 20))));
    }

    private String job() {
        return "/api/v1/operator/performances/" + stage.performanceId() + "/refund-job";
    }

    private void closes() {
        stage.steer(Map.of("phase", "CLOSED")).expect(200);
    }

    private Answer starts(int ordersPerSecond) {
        return desk.post(job(), Map.of("ordersPerSecond", ordersPerSecond, "feePerTicketMinor", 1_000));
    }

    private JsonNode report() {
        return desk.get(job()).expect(200).body();
    }

    private long refunded() {
        return orders.stream()
                .filter(order -> order.ticketStatuses().contains("REFUNDED"))
                .count();
    }

    @Test
    void refundsSoManyOrdersInEachStepAndReportsThem() {
        closes();
        assertThat(starts(2).expect(201).body().path("status").asString()).isEqualTo("RUNNING");

        steps.run();
        assertThat(refunded()).isEqualTo(2);
        steps.run();
        steps.run();
        assertThat(refunded()).isEqualTo(5);
        steps.run();

        JsonNode report = report();
        assertThat(report.path("status").asString()).isEqualTo("DONE");
        assertThat(report.path("orders").asInt()).isEqualTo(5);
        assertThat(report.path("tickets").asInt()).isEqualTo(5);
        assertThat(report.path("feeMinor").asInt()).isEqualTo(5_000);
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(orders).allMatch(order -> order.fan().balance() == 2_000_000 - 1_000);
        assertThat(steps.run()).isZero();
    }

    @Test
    void leavesOutWhatWasRefundedBefore() {
        new RefundDesk(newOperator())
                .refunds(orders.get(2), Map.of("seats", "AT_ONCE"))
                .expect(201);
        closes();
        starts(200).expect(201);

        steps.run();
        steps.run();

        assertThat(report().path("orders").asInt()).isEqualTo(4);
        assertThat(orders.get(2).fan().balance()).isEqualTo(2_000_000);
        assertThat(refunded()).isEqualTo(5);
    }

    @Test
    void aPausedJobDoesNothingUntilItIsResumed() {
        closes();
        starts(1).expect(201);
        steps.run();

        desk.patch(job(), Map.of("paused", true)).expect(200);
        steps.run();
        assertThat(refunded()).isEqualTo(1);
        assertThat(report().path("status").asString()).isEqualTo("PAUSED");

        desk.patch(job(), Map.of("paused", false, "ordersPerSecond", 200)).expect(200);
        steps.run();
        assertThat(refunded()).isEqualTo(5);
    }

    @Test
    void waitsForHoldsThatMayStillBePaid() {
        Fan late = crowd().of(1, stage).getFirst().joinsAndEnters();
        late.topsUp(500_000).expect(201);
        late.holds("1").expect(201);
        closes();
        starts(200).expect(201);
        steps.run();
        steps.run();
        assertThat(report().path("status").asString()).isEqualTo("RUNNING");

        late.pays("at the last moment").expect(201);
        for (int i = 0; i < 4; i++) {
            steps.run();
        }

        assertThat(late.balance()).isEqualTo(500_000 - 1_000);
        assertThat(report().path("status").asString()).isEqualTo("DONE");
    }

    @Test
    void aLargeOneWaitsForAnotherPerson() {
        crowd().of(5, stage).forEach(fan -> {
            String seat = Integer.toString(orders.size() - 4);
            orders.add(Bought.by(fan, seat));
        });
        closes();
        assertThat(starts(200).expect(201).body().path("status").asString()).isEqualTo("REQUESTED");
        steps.run();
        assertThat(refunded()).isZero();
        desk.patch(job(), Map.of("paused", false)).expectProblem(409, "refund-not-now");
        desk.post(job() + "/approval").expectProblem(403, "second-person-required");

        newOperator().with("Audit-Reason", "b").post(job() + "/approval").expect(200);

        steps.run();
        assertThat(refunded()).isEqualTo(10);
        newOperator().with("Audit-Reason", "b").post(job() + "/approval").expectProblem(409, "refund-not-now");
    }

    /// The tickets alone are not worth as much, but the hold may still be paid.
    @Test
    void aRunningHoldCountsToTheLimit() {
        Fan late = crowd().of(1, stage).getFirst().joinsAndEnters();
        late.holds("1", "2", "3", "4").expect(201);
        closes();

        assertThat(starts(200).expect(201).body().path("status").asString()).isEqualTo("REQUESTED");
    }

    @Test
    void aFailureIsForgottenOnceItsOrderWasRefundedByHand() {
        closes();
        starts(1).expect(201);
        desk.patch(job(), Map.of("paused", true)).expect(200);
        Bought failed = orders.getFirst();
        owner().sql("""
                        insert into payment.refund_failure (performance_id, hold_id, why, failed_at)
                        select ?, hold_id, 'internal-error', now() from payment.payment where payment_id = ?::uuid
                        """).params(stage.performanceId(), failed.paymentId()).update();
        assertThat(report().path("failed").asInt()).isEqualTo(1);

        new RefundDesk(newOperator()).refunds(failed, Map.of()).expect(201);

        assertThat(report().path("failed").asInt()).isZero();
        assertThat(report().path("failures")).isEmpty();
    }

    @Test
    void whatItComesToIsToldBeforehandToTheLastUnit() {
        long price = 500_000 - orders.getFirst().fan().balance() + 1_500_000;
        closes();

        JsonNode estimate = desk.get(job() + "/estimate?feePerTicketMinor=1000&feePercent=10.5")
                .expect(200)
                .body();

        long kept = price * 105 / 1_000 + 1_000;
        assertThat(estimate.path("orders").asInt()).isEqualTo(5);
        assertThat(estimate.path("tickets").asInt()).isEqualTo(5);
        assertThat(estimate.path("feeMinor").asLong()).isEqualTo(5 * kept);
        assertThat(estimate.path("amountMinor").asLong()).isEqualTo(5 * (price - kept));
        assertThat(estimate.path("currency").asString()).isEqualTo("KRW");
        assertThat(estimate.path("needsApproval").asBoolean()).isFalse();
        desk.get(job() + "/estimate?feePercent=101").expectProblem(400, "request-invalid");
        desk.get("/api/v1/operator/performances/999999999/refund-job/estimate")
                .expectProblem(404, "performance-unknown");
    }

    @Test
    void whatWasDeclinedMayBeStartedAnew() {
        desk.with("Audit-Reason", "b").post(job() + "/refusal").expectProblem(404, "refund-unknown");
        Fan late = crowd().of(1, stage).getFirst().joinsAndEnters();
        late.holds("1", "2", "3", "4").expect(201);
        closes();
        starts(200).expect(201);
        assertThat(waits()).isTrue();
        newOperator().post(job() + "/refusal").expectProblem(422, "reason-required");

        newOperator().with("Audit-Reason", "b").post(job() + "/refusal").expect(200);

        assertThat(waits()).isFalse();
        desk.get(job()).expectProblem(404, "refund-unknown");
        newOperator().with("Audit-Reason", "b").post(job() + "/approval").expectProblem(404, "refund-unknown");
        starts(100).expect(201);
        newOperator().with("Audit-Reason", "b").post(job() + "/approval").expect(200);
        desk.post(job() + "/refusal").expectProblem(409, "refund-not-now");
    }

    private boolean waits() {
        return desk.get("/api/v1/operator/refund-jobs")
                .expect(200)
                .body()
                .path("jobs")
                .valueStream()
                .anyMatch(one -> one.path("performanceId").asLong() == stage.performanceId());
    }

    @Test
    void refusesWhatIsOnSaleOrStartedOrUnknown() {
        starts(1).expectProblem(409, "still-on-sale");
        desk.get(job()).expectProblem(404, "refund-unknown");
        desk.patch(job(), Map.of("paused", true)).expectProblem(404, "refund-unknown");
        closes();
        starts(1).expect(201);
        starts(1).expectProblem(409, "refund-job-exists");
        desk.post("/api/v1/operator/performances/999999999/refund-job", Map.of("ordersPerSecond", 1))
                .expectProblem(404, "performance-unknown");
        newOperator().post(job(), Map.of("ordersPerSecond", 1)).expectProblem(422, "reason-required");
        orders.getFirst().fan().api().get(job()).expectProblem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ordersPerSecond\": 0}",
                "{\"ordersPerSecond\": 201}",
                "{\"ordersPerSecond\": 1, \"feePercent\": 101}"
            })
    void refusesFormsThatSayNothingSensible(String form) {
        closes();
        desk.raw("POST", job(), form).expectProblem(400, "request-invalid");
    }
}
