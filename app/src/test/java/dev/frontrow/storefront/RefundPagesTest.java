package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a fan sees of a refund.
class RefundPagesTest extends ServerTest {

    private Fan fan;

    @BeforeEach
    void fanInTheShop() {
        fan = Stage.open(api(), clock()).fan().joinsAndEnters();
    }

    private JsonNode buys(String... seats) {
        fan.topsUp(1_000_000).expect(201);
        fan.holds(seats).expect(201);
        return fan.pays(UUID.randomUUID().toString()).expect(201).body();
    }

    private void refund(JsonNode payment, Object tickets, int percent) {
        newOperator()
                .with("Audit-Reason", "ill")
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/orders/" + payment.path("paymentId").asString() + "/refunds",
                        Map.of("tickets", tickets, "feePercent", percent, "seats", "AT_ONCE"))
                .expect(201);
    }

    @Test
    void showsTheMoneyThatCameBackAndNoCodeOfTheTicket() {
        JsonNode payment = buys("1", "2", "3");
        String order = "/orders/" + payment.path("paymentId").asString();
        String ticketId = payment.at("/tickets/1/ticketId").asString();
        refund(payment, List.of(ticketId), 10);
        try (Visitor visitor =
                new Visitor(port(), new NewContextOptions().setLocale("en-US")).comesWith(fan.accessToken())) {
            readsTheOrder(visitor, order);
            readsTheTicket(visitor, ticketId);
            visitor.goes("/orders").reads("Partly refunded");
            visitor.goes("/tickets").reads("Refunded");
            visitor.goes("/wallet").reads("Refund").reads("+₩135,000");
        }
        fan.api().get("/api/v1/tickets/" + ticketId + ".png").expectProblem(410, "ticket-refunded");
        assertThat(new PlainBrowser(api(), "en")
                        .with(SessionCookies.NAME, fan.accessToken())
                        .gets(order + "/calendar.ics")
                        .expect(200)
                        .text())
                .contains("Seat 1", "Seat 3")
                .doesNotContain("Seat 2");
    }

    private static void readsTheOrder(Visitor visitor, String order) {
        visitor.goes(order)
                .reads("₩135,000 of this order went back to your wallet.")
                .reads("Fee kept: ₩15,000")
                .reads("Total after refunds")
                .reads("₩315,000");
        assertThat(visitor.page().locator(".swipe__one img").count()).isEqualTo(2);
        visitor.findsNoBarriersByDayOrNight();
    }

    private static void readsTheTicket(Visitor visitor, String ticketId) {
        visitor.goes("/tickets/" + ticketId).reads("₩135,000 went back to your wallet.");
        assertThat(visitor.page().locator(".ticket__qr").count()).isZero();
        visitor.findsNoBarriersByDayOrNight();
    }

    @Test
    void saysSoInKorean() {
        JsonNode payment = buys("1");
        String ticketId = payment.at("/tickets/0/ticketId").asString();
        refund(payment, List.of(ticketId), 0);
        try (Visitor visitor =
                new Visitor(port(), new NewContextOptions().setLocale("ko-KR")).comesWith(fan.accessToken())) {
            visitor.goes("/orders/" + payment.path("paymentId").asString())
                    .reads("이 예매에서 150,000원 환불되어 지갑에 들어왔어요.")
                    .reads("환불 후 합계");
            visitor.goes("/tickets/" + ticketId).reads("더 이상 입장할 수 없어요");
            visitor.goes("/orders").reads("환불 완료");
            visitor.goes("/wallet").reads("환불");
        }
    }
}
