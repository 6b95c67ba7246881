package dev.frontrow.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentTest extends AuditedTest {

    private Stage stage;
    private Fan fan;

    @BeforeEach
    void fanWithHold() {
        stage = Stage.open(api(), clock());
        fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        fan.holds("1", "2").expect(201);
    }

    @Test
    void takesThePriceSellsTheSeatsAndFinishesThePlaceInOneCommit() {
        fan.topsUp(500_000);

        var payment = fan.pays("once").expect(201).body();

        assertThat(payment.path("amountMinor").asLong()).isEqualTo(2 * Stage.FRONT_PRICE);
        assertThat(payment.path("balanceMinor").asLong()).isEqualTo(500_000 - 2 * Stage.FRONT_PRICE);
        assertThat(payment.path("currency").asString()).isEqualTo("KRW");
        assertThat(payment.path("paidAt").asString())
                .isEqualTo(clock().instant().toString());
        assertThat(payment.path("tickets"))
                .extracting(ticket -> ticket.path("seat").asString())
                .containsExactly("1", "2");
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("FINISHED");
        assertThat(fan.api()
                        .get("/api/v1/holds/" + fan.holdId())
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("CONFIRMED");
    }

    @Test
    void paymentIsShownAsItWasAnsweredAndInTheLedger() {
        fan.topsUp(500_000);
        var payment = fan.pays("once").expect(201).body();

        String paymentId = payment.path("paymentId").asString();
        assertThat(fan.api().get("/api/v1/payments/" + paymentId).expect(200).body())
                .isEqualTo(payment);
        var newest =
                fan.api().get("/api/v1/buyers/me/ledger").body().path("entries").path(0);
        assertThat(newest.path("amountMinor").asLong()).isEqualTo(-2 * Stage.FRONT_PRICE);
    }

    @Test
    void repeatAfterwardsAnswersTheSameBytesThoughTheAdmissionIsOver() {
        fan.topsUp(500_000);
        var first = fan.pays("once").expect(201);

        clock().advance(Duration.ofMinutes(30));

        assertThat(fan.pays("once").expect(201).text()).isEqualTo(first.text());
        fan.pays("another").expectProblem(403, "admission-over");
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("FINISHED");
        assertThat(fan.balance()).isEqualTo(500_000 - 2 * Stage.FRONT_PRICE);
    }

    @Test
    void oneKeySentTwentyTimesAtOnceTakesTheMoneyOnce() {
        for (int round = 0; round < 10; round++) {
            Fan payer = payer();
            String key = "storm " + round;

            var answers = Crowd.atOnce(Collections.nCopies(20, payer), same -> same.pays(key));

            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201 || answer.code().equals("request-in-progress"));
            String document = payer.pays(key).expect(201).text();
            assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::text))
                    .isNotEmpty()
                    .allMatch(document::equals);
            assertThat(payer.balance()).isEqualTo(1_000_000 - Stage.FRONT_PRICE);
        }
    }

    @Test
    void twentyKeysAtOncePayOnceAndAreRefusedNineteenTimes() {
        for (int round = 0; round < 10; round++) {
            Fan payer = payer();

            var answers =
                    Crowd.atOnce(IntStream.range(0, 20).boxed().toList(), i -> payer.pays(UUID.randomUUID() + " " + i));

            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 201))
                    .hasSize(19)
                    .allMatch(answer ->
                            List.of("hold-already-paid", "admission-over").contains(answer.code()));
            assertThat(payer.balance()).isEqualTo(1_000_000 - Stage.FRONT_PRICE);
        }
    }

    @Test
    void twoPaymentsOfOneBuyerAtOnceWithMoneyForOne() {
        for (int round = 0; round < 20; round++) {
            Fan here = crowd().of(1, Stage.open(api(), clock())).getFirst().joinsAndEnters();
            Fan there = crowd().sameBuyerAt(here, Stage.open(api(), clock())).joinsAndEnters();
            here.holds("1").expect(201);
            there.holds("1").expect(201);
            here.topsUp(Stage.FRONT_PRICE + 1).expect(201);

            var answers = Crowd.atOnce(
                    List.of(here, there), same -> same.pays(UUID.randomUUID().toString()));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 402);
            assertThat(answers).extracting(Answer::code).contains("balance-insufficient");
            assertThat(here.balance()).isEqualTo(1);
        }
    }

    @Test
    void twoHoldsAtOneConcertPaidAtOnceWithMoneyForOne() {
        for (int round = 0; round < 20; round++) {
            Fan payer = crowd().of(1, stage).getFirst().joinsAndEnters();
            String[] holds = new String[2];
            for (int i = 0; i < 2; i++) {
                payer.holds(Integer.toString(10 + round * 2 + i)).expect(201);
                holds[i] = payer.holdId();
            }
            payer.topsUp(Stage.FRONT_PRICE).expect(201);

            var answers = Crowd.atOnce(
                    List.of(holds),
                    hold -> payer.admittedApi()
                            .idempotencyKey(UUID.randomUUID().toString())
                            .post("/api/v1/payments", Map.of("holdId", hold)));

            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 201).map(Answer::code))
                    .hasSize(1)
                    .allMatch(List.of("balance-insufficient", "admission-over")::contains);
        }
    }

    @Test
    void insufficientBalanceTakesNothingAndReleasesTheHold() {
        fan.topsUp(1_000);

        var refusal = fan.pays("poor").expectProblem(402, "balance-insufficient");

        assertThat(refusal.body().path("missingMinor").asLong()).isEqualTo(2 * Stage.FRONT_PRICE - 1_000);
        assertThat(refusal.body().path("detail").asString()).contains("₩299,000");
        assertThat(fan.balance()).isEqualTo(1_000);
        assertThat(fan.seatStatus("1")).isEqualTo("FREE");
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("ADMITTED");
        var attempts = fan.api().get("/api/v1/payments").expect(200).body().path("payments");
        assertThat(attempts).hasSize(1);
        assertThat(attempts.path(0).path("status").asString()).isEqualTo("REFUSED");
        assertThat(attempts.path(0).path("refusal").asString()).isEqualTo("balance-insufficient");
    }

    @Test
    void refusalIsRepeatedForItsKeyAndNewKeyStartsAnew() {
        var refusal = fan.pays("poor").expectProblem(402, "balance-insufficient");
        fan.topsUp(1_000_000);

        assertThat(fan.pays("poor").expectProblem(402, "balance-insufficient").text())
                .isEqualTo(refusal.text());
        fan.pays("rich").expectProblem(409, "hold-expired");
        fan.holds("1", "2").expect(201);
        fan.pays("rich and held").expect(201);
    }

    @Test
    void rejectsPaymentWithoutIdempotencyKeyOrOfUnknownHold() {
        fan.topsUp(1_000_000);
        var admitted = fan.admittedApi();
        admitted.post("/api/v1/payments", Map.of("holdId", fan.holdId()))
                .expectProblem(400, "idempotency-key-required");
        for (String holdId : List.of(UUID.randomUUID().toString(), "nope", "-1")) {
            admitted.idempotencyKey("k")
                    .post("/api/v1/payments", Map.of("holdId", holdId))
                    .expectProblem(404, "hold-unknown");
        }
        fan.pays("k").expect(201);
    }

    @Test
    void rejectsTheSameKeyForAnotherHold() {
        fan.topsUp(1_000_000);
        fan.pays("key").expect(201);
        fan.admittedApi()
                .idempotencyKey("key")
                .post("/api/v1/payments", Map.of("holdId", UUID.randomUUID().toString()))
                .expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void holdOfOneConcertCannotBePaidWithTheTokenOfAnother() {
        fan.topsUp(1_000_000);
        Fan elsewhere = crowd().sameBuyerAt(fan, Stage.open(api(), clock())).joinsAndEnters();
        elsewhere
                .admittedApi()
                .idempotencyKey("k")
                .post("/api/v1/payments", Map.of("holdId", fan.holdId()))
                .expectProblem(401, "queue-token-invalid");
        assertThat(fan.seatStatus("1")).isEqualTo("HELD");
        fan.pays("k").expect(201);
    }

    @Test
    void paymentRacingTheEndOfTheHoldEitherPaysOrLosesNothing() {
        fan.topsUp(1_000_000);
        clock().advance(Duration.ofMinutes(5));
        fan.pays("late").expectProblem(409, "hold-expired");
        assertThat(fan.balance()).isEqualTo(1_000_000);
    }

    @Test
    void freeSeatsArePaidWithNothing() {
        Stage free =
                Stage.with(api(), clock(), Map.of("priceLevels", List.of(Map.of("name", "Free", "amountMinor", 0))));
        Fan guest = free.fan().joinsAndEnters();
        guest.holds("1").expect(201);
        assertThat(guest.pays("free").expect(201).body().path("amountMinor").asLong())
                .isZero();
        assertThat(guest.pays("free").expect(201).body().path("tickets")).hasSize(1);
    }

    @Test
    void ticketsAndPaymentsOfOthersDoNotExist() {
        fan.topsUp(1_000_000);
        var paid = fan.pays("mine").expect(201).body();
        ApiClient other = stage.fan().api();
        String ticket = "/api/v1/tickets/"
                + paid.path("tickets").path(0).path("ticketId").asString();

        other.get(ticket).expectProblem(404, "ticket-unknown");
        other.get(ticket + ".png").expectProblem(404, "ticket-unknown");
        other.get("/api/v1/payments/" + paid.path("paymentId").asString()).expectProblem(404, "payment-unknown");
        assertThat(other.get("/api/v1/tickets").body().path("tickets")).isEmpty();
        assertThat(other.get("/api/v1/payments").body().path("payments")).isEmpty();
        fan.api().get(ticket).expect(200);
        var png = fan.api().get(ticket + ".png").expect(200);
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        assertThat(png.bytes()).startsWith(0x89, 'P', 'N', 'G');
    }

    private Fan payer() {
        Fan payer = crowd().of(1, Stage.open(api(), clock())).getFirst().joinsAndEnters();
        payer.topsUp(1_000_000).expect(201);
        payer.holds("1").expect(201);
        return payer;
    }
}
