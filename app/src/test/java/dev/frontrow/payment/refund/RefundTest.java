package dev.frontrow.payment.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.payment.refund.RefundDesk.Bought;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RefundTest extends AuditedTest {

    private static final Map<String, ?> ALL = Map.of("seats", "AT_ONCE");

    private Stage stage;
    private RefundDesk desk;

    @BeforeEach
    void onSale() {
        stage = Stage.open(api(), clock());
        desk = new RefundDesk(newOperator());
    }

    private Fan fan() {
        return crowd().of(1, stage).getFirst();
    }

    @Test
    void allAgreesAfterTheRefundOfOneOfThreeTickets() {
        Bought bought = Bought.by(fan(), "1", "2", "3");
        long balance = bought.fan().balance();

        JsonNode refund = desk.refunds(bought, Map.of("feePercent", 10), bought.ticket(1))
                .expect(201)
                .body();

        long back = Stage.FRONT_PRICE / 10 * 9;
        assertThat(refund.path("status").asString()).isEqualTo("DONE");
        assertThat(refund.path("amountMinor").asLong()).isEqualTo(back);
        assertThat(refund.path("feeMinor").asLong()).isEqualTo(Stage.FRONT_PRICE / 10);
        assertThat(refund.path("reason").asString()).isEqualTo("아파요");
        assertThat(desk.of(bought)).containsExactly(refund);
        assertThat(bought.order().path("refundedMinor").asLong()).isEqualTo(back);
        assertThat(bought.ticketStatuses()).containsExactly("VALID", "REFUNDED", "VALID");
        assertThat(bought.fan()
                        .api()
                        .get("/api/v1/tickets/" + bought.ticket(1))
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("REFUNDED");
        assertThat(bought.fan().balance()).isEqualTo(balance + back);
        assertThat(newestEntry(bought)).isEqualTo("REFUND " + back);
        assertSeatsAgree();
    }

    private static String newestEntry(Bought bought) {
        JsonNode line = bought.fan()
                .api()
                .get("/api/v1/buyers/me/ledger")
                .expect(200)
                .body()
                .path("entries")
                .path(0);
        return line.path("kind").asString() + " " + line.path("amountMinor").asLong();
    }

    /// Of 50 seats the first and the third are sold.
    private void assertSeatsAgree() {
        Fan next = fan().joinsAndEnters();
        assertThat(next.seatStatus("1")).isEqualTo("SOLD");
        assertThat(next.seatStatus("2")).isEqualTo("FREE");
        assertThat(owner().sql("select count(*) from reservation.seat where performance_id = ? and status = 'FREE'")
                        .param(stage.performanceId())
                        .query(Long.class)
                        .single())
                .isEqualTo(48);
        clock().advance(Duration.ofSeconds(2));
        assertThat(stage.roomStatus().body().toString()).contains("48");
    }

    @Test
    void refundsAllThatIsStillValidIfNoTicketIsNamed() {
        Bought bought = Bought.by(fan(), "1", "2", "3");
        desk.refunds(bought, ALL, bought.ticket(0)).expect(201);

        desk.refunds(bought, ALL).expect(201);

        assertThat(bought.ticketStatuses()).containsOnly("REFUNDED");
        assertThat(bought.fan().balance()).isEqualTo(2_000_000);
        assertThat(desk.of(bought)).hasSize(2);
    }

    @ParameterizedTest(name = "{1} of {0} with fee {2} and {3} %: {4}")
    @CsvSource(textBlock = """
            KRW, 150000,   0,     0,  150000
            KRW,    999,   0,    10,     900
            KRW,   1000, 300,     0,     700
            KRW,   1000, 300,    10,     600
            KRW,    200, 300,     0,       0
            KRW,   1000,   0,   100,       0
            USD,   1999,   0, 12.25,    1755
            KWD,  12345, 500,  0.01,   11844
            USD,      0, 300,    10,       0
            """)
    void keepsTheFeeInWholeMinorUnitsAndNeverMoreThanThePrice(
            String currency, long price, long perTicket, BigDecimal percent, long back) {
        stage = Stage.with(api(), clock(), Map.of("currency", currency, "priceLevels", onlyLevel(price)));
        Fan fan = fan().joinsAndEnters();
        fan.api()
                .idempotencyKey("money")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 200_000, "currency", currency))
                .expect(201);
        fan.holds("7").expect(201);
        Bought bought = new Bought(fan, fan.pays("once").expect(201).body());

        JsonNode refund = desk.refunds(bought, Map.of("feePerTicketMinor", perTicket, "feePercent", percent))
                .expect(201)
                .body();

        assertThat(refund.path("amountMinor").asLong()).isEqualTo(back);
        assertThat(refund.path("feeMinor").asLong()).isEqualTo(price - back);
        assertThat(fan.api()
                        .get("/api/v1/buyers/me/balance?currency=" + currency)
                        .body()
                        .path("balanceMinor")
                        .asLong())
                .isEqualTo(200_000 - price + back);
    }

    private static List<?> onlyLevel(long price) {
        return List.of(Map.of("name", "Only", "amountMinor", price));
    }

    @Test
    void moneyMovesOnceForTwoPeopleWithManyKeys() {
        for (int round = 0; round < 5; round++) {
            stage = Stage.open(api(), clock());
            Bought bought = Bought.by(fan(), "1", "2");
            List<RefundDesk> desks = List.of(desk, new RefundDesk(newOperator()));

            var answers = Crowd.atOnce(
                    IntStream.range(0, 10).boxed().toList(),
                    i -> desks.get(i % 2).refunds(bought, Map.of("seats", "AT_ONCE")));

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .extracting(Answer::code)
                    .containsOnly("already-refunded");
            assertThat(bought.fan().balance()).isEqualTo(2_000_000);
        }
    }

    @Test
    void oneKeyGetsOneAnswer() {
        Bought bought = Bought.by(fan(), "1", "2");

        var answers = Crowd.atOnce(
                Collections.nCopies(10, desk), same -> same.refunds(bought, "the key", Map.of("seats", "KEEP")));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201 || answer.code().equals("request-in-progress"));
        String document = desk.refunds(bought, "the key", Map.of("seats", "KEEP"))
                .expect(201)
                .text();
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::text))
                .allMatch(document::equals);
        desk.refunds(bought, "the key", ALL).expectProblem(422, "idempotency-key-reused");
        assertThat(desk.of(bought)).hasSize(1);
    }

    @Test
    void differentTicketsOfOneOrderAreRefundedAtOnce() {
        Bought bought = Bought.by(fan(), "1", "2", "3", "4");

        var answers =
                Crowd.atOnce(IntStream.range(0, 4).boxed().toList(), i -> desk.refunds(bought, ALL, bought.ticket(i)));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(bought.fan().balance()).isEqualTo(2_000_000);
    }

    @Test
    void aRefundAboveTheLimitWaitsForAnotherPerson() {
        stage = Stage.with(api(), clock(), Map.of("priceLevels", onlyLevel(400_000)));
        Bought bought = Bought.by(fan(), "1", "2", "3");
        long balance = bought.fan().balance();
        desk.refunds(bought, ALL, bought.ticket(0), bought.ticket(1)).expect(201);

        JsonNode asked = desk.refunds(bought, ALL).expect(201).body();

        assertThat(asked.path("status").asString()).isEqualTo("REQUESTED");
        assertThat(bought.ticketStatuses()).containsExactly("REFUNDED", "REFUNDED", "VALID");
        assertThat(bought.fan().balance()).isEqualTo(balance + 800_000);
        desk.approves(bought, asked).expectProblem(403, "second-person-required");

        var colleague = new RefundDesk(newOperator());
        var approvals = Crowd.atOnce(
                List.of(colleague, new RefundDesk(newOperator()), colleague), same -> same.approves(bought, asked));

        assertThat(approvals).extracting(Answer::status).containsExactlyInAnyOrder(201, 409, 409);
        colleague.approves(bought, asked).expectProblem(409, "refund-approved");
        assertThat(desk.of(bought).getFirst().path("status").asString()).isEqualTo("DONE");
        assertThat(bought.ticketStatuses()).containsOnly("REFUNDED");
        assertThat(bought.fan().balance()).isEqualTo(balance + 1_200_000);
    }

    @Test
    void anApprovalIsRefusedWhenATicketWasRefundedMeanwhile() {
        stage = Stage.with(api(), clock(), Map.of("priceLevels", onlyLevel(600_000)));
        Bought bought = Bought.by(fan(), "1", "2");
        JsonNode asked = desk.refunds(bought, ALL).expect(201).body();
        desk.refunds(bought, ALL, bought.ticket(0)).expect(201);

        var refused = new RefundDesk(newOperator()).approves(bought, asked).expectProblem(409, "already-refunded");

        assertThat(refused.body().path("tickets").path(0).asString()).isEqualTo(bought.ticket(0));
        assertThat(bought.fan().balance()).isEqualTo(2_000_000 - 600_000);
        JsonNode lapsed = desk.of(bought).getLast();
        assertThat(lapsed.path("refundId")).isEqualTo(asked.path("refundId"));
        assertThat(lapsed.path("status").asString()).isEqualTo("LAPSED");
        assertThat(lapsed.path("endReason").asString()).isEqualTo("아파요");
        new RefundDesk(newOperator()).approves(bought, asked).expectProblem(409, "refund-ended");
    }

    @Test
    void theSeatComesBackAtAMomentWithinAMinute() {
        Bought bought = Bought.by(fan(), "1", "2", "3", "4");
        desk.refunds(bought, Map.of("seats", "WITHIN_A_MINUTE")).expect(201);

        Fan next = fan().joinsAndEnters();
        assertThat(next.seatStatus("1")).isEqualTo("HELD");
        next.holds("1").expectProblem(409, "seat-taken");
        assertThat(moments(bought)).hasSize(4).allMatch(moment -> moment > 0 && moment <= 60_000);

        clock().advance(Duration.ofMinutes(1));

        assertThat(next.seatStatus("1")).isEqualTo("FREE");
        Bought.by(fan(), "1", "2");
        assertThat(bought.ticketStatuses()).containsOnly("REFUNDED");
    }

    private Set<Long> moments(Bought bought) {
        return new HashSet<>(owner().sql("""
                        select (1000 * extract(epoch from s.held_until - :now::timestamptz))::bigint
                        from reservation.seat s join reservation.ticket t using (performance_id, seat)
                        where t.hold_id = :holdId::uuid
                        """)
                .param("now", clock().instant().toString())
                .param("holdId", bought.payment().path("holdId").asString())
                .query(Long.class)
                .list());
    }

    @Test
    void aKeptSeatIsNotForSale() {
        Bought bought = Bought.by(fan(), "1", "2");

        desk.refunds(bought, Map.of("seats", "KEEP"), bought.ticket(0)).expect(201);

        Fan next = fan().joinsAndEnters();
        assertThat(next.seatStatus("1")).isEqualTo("NOT_FOR_SALE");
        next.holds("1").expectProblem(409, "seat-taken");
        clock().advance(Duration.ofDays(1));
        assertThat(fan().joinsAndEnters().seatStatus("1")).isEqualTo("NOT_FOR_SALE");
    }

    @Test
    void placesOfAnAreaComeBackAndTheirEntryNumbersDoNot() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 2, "areas", List.of(Stage.numberedArea("Floor", 3, "Back"))));
        Bought bought = Bought.in(fan(), "Floor", 3);
        desk.refunds(bought, ALL, bought.ticket(1)).expect(201);

        Fan next = fan();
        assertThat(next.joinsAndEnters().freeIn("Floor")).isEqualTo(1);
        Bought again = Bought.in(next, "Floor", 1);

        assertThat(again.payment().at("/tickets/0/entryNumber").asInt()).isEqualTo(4);
        assertThat(bought.ticketStatuses()).containsExactly("VALID", "REFUNDED", "VALID");
    }

    @Test
    void refundedSeatsDoNotCountToTheLimitOfTheirBuyer() {
        Bought bought = Bought.by(fan(), "1", "2", "3", "4");
        Fan fan = bought.fan().joinsAndEnters();
        fan.holds("5").expectProblem(422, "seat-limit-exceeded");

        desk.refunds(bought, ALL, bought.ticket(0), bought.ticket(3)).expect(201);

        fan.holds("5", "6", "7").expectProblem(422, "seat-limit-exceeded");
        fan.holds("1", "4").expect(201);
        fan.holds("5").expectProblem(422, "seat-limit-exceeded");
    }

    @Test
    void refusesWhatIsNoTicketOfTheOrder() {
        Bought bought = Bought.by(fan(), "1");
        Bought other = Bought.by(fan(), "2");

        desk.refunds(bought, ALL, bought.ticket(0), other.ticket(0)).expectProblem(404, "ticket-unknown");
        desk.refunds(bought, ALL, "nonsense").expectProblem(404, "ticket-unknown");
        desk.api().get(RefundDesk.refunds(UUID.randomUUID().toString())).expectProblem(404, "payment-unknown");
        desk.api()
                .idempotencyKey("no order")
                .post(RefundDesk.refunds(UUID.randomUUID().toString()), ALL)
                .expectProblem(404, "payment-unknown");
        desk.api()
                .idempotencyKey("no refund")
                .post(RefundDesk.refunds(bought.paymentId()) + "/" + UUID.randomUUID() + "/approval")
                .expectProblem(404, "refund-unknown");
        assertThat(bought.ticketStatuses()).containsExactly("VALID");
    }

    @Test
    void refusesARefusedPayment() {
        Fan poor = fan().joinsAndEnters();
        poor.holds("9").expect(201);
        poor.pays("poor").expectProblem(402, "balance-insufficient");
        JsonNode attempt = poor.api()
                .get("/api/v1/payments")
                .expect(200)
                .body()
                .path("payments")
                .path(0);

        desk.refunds(new Bought(poor, attempt), ALL).expectProblem(404, "payment-unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"feePercent": 100.01}      | 400 | request-invalid
            {"feePercent": -1}          | 400 | request-invalid
            {"feePercent": 1.001}       | 400 | request-invalid
            {"feePercent": 1e999999}    | 400 | request-invalid
            {"feePerTicketMinor": -1}   | 400 | request-invalid
            {"feePerTicketMinor": 1.5}  | 400 | request-invalid
            {"tickets": []}             | 400 | request-invalid
            {"tickets": [null]}         | 404 | ticket-unknown
            {"seats": "NEVER"}          | 400 | request-invalid
            {"seats": null}             | 400 | request-invalid
            """)
    void refusesFormsThatSayNothingSensible(String form, int status, String code) {
        Bought bought = Bought.by(fan(), "1");

        desk.api()
                .idempotencyKey("form")
                .raw("POST", RefundDesk.refunds(bought.paymentId()), form.replace("}", ", \"seats\": \"KEEP\"}"))
                .expectProblem(status, code);

        assertThat(bought.ticketStatuses()).containsExactly("VALID");
    }

    @Test
    void asksForAKeyAReasonAndAnOperator() {
        Bought bought = Bought.by(fan(), "1");
        String refunds = RefundDesk.refunds(bought.paymentId());

        desk.api().post(refunds, ALL).expectProblem(400, "idempotency-key-required");
        newOperator().idempotencyKey("why").post(refunds, ALL).expectProblem(422, "reason-required");
        bought.fan()
                .api()
                .idempotencyKey("mine")
                .with(RefundDesk.REASON, "mine")
                .post(refunds, ALL)
                .expectProblem(403, "forbidden");

        assertThat(bought.ticketStatuses()).containsExactly("VALID");
    }
}
