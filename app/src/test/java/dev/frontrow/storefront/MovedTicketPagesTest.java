package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a fan sees once a ticket has another seat.
class MovedTicketPagesTest extends ServerTest {

    private Fan fan;
    private JsonNode payment;
    private String ticketId;

    @BeforeEach
    void movesOneOfTwoTickets() {
        fan = Stage.open(api(), clock()).fan();
        payment = fan.buys("1", "2");
        ticketId = payment.at("/tickets/0/ticketId").asString();
        newOperator()
                .with("Audit-Reason", "broken")
                .idempotencyKey(UUID.randomUUID().toString())
                .post("/api/v1/operator/tickets/" + ticketId + "/reseat", Map.of("seat", "7", "oldSeat", "KEEP"))
                .expect(201);
    }

    @Test
    void tellsOfTheMoveAndShowsTheNewCodeOnly() {
        String old = payment.at("/tickets/0/barcode").asString();
        try (Visitor visitor =
                new Visitor(port(), new NewContextOptions().setLocale("en-US")).comesWith(fan.accessToken())) {
            visitor.goes("/orders/" + payment.path("paymentId").asString())
                    .reads("Your seat has changed")
                    .reads("Seat 1 → Seat 7")
                    .findsNoBarriersByDayOrNight();
            assertThat(visitor.page().content()).doesNotContain(old);
            visitor.goes("/tickets/" + ticketId).reads("Seat 1 → Seat 7").findsNoBarriersByDayOrNight();
            assertThat(visitor.page().content()).doesNotContain(old);
            visitor.goes("/tickets/" + payment.at("/tickets/1/ticketId").asString());
            assertThat(visitor.page().locator("#moves").count()).isZero();
        }
    }

    @Test
    void saysSoInKorean() {
        try (Visitor visitor =
                new Visitor(port(), new NewContextOptions().setLocale("ko-KR")).comesWith(fan.accessToken())) {
            visitor.goes("/orders/" + payment.path("paymentId").asString()).reads("좌석이 바뀌었어요");
            visitor.goes("/tickets/" + ticketId).reads("1번 → 7번").reads("코드도 새로 바뀌었어요");
        }
    }
}
