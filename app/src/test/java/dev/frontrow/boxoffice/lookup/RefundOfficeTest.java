package dev.frontrow.boxoffice.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.Visitor;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The page on which operators give money back for an order.
class RefundOfficeTest extends AuditedTest {

    @Autowired
    private Operators operators;

    @ParameterizedTest
    @CsvSource({"1440, 900", "768, 1024"})
    void givesMoneyBackForSomeTicketsAndShowsIt(int width, int height) {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1", "2", "3").expect(201);
        JsonNode payment = fan.pays(UUID.randomUUID().toString()).expect(201).body();
        String order = payment.path("paymentId").asString();
        var how = new NewContextOptions().setLocale("en-US").setViewportSize(width, height);
        try (Visitor operator =
                new Visitor(port(), how).comesWith(api().asOperator().accessToken())) {
            operator.goes("/office/orders/" + order + "/refunds").findsNoBarriersByDayOrNight();
            operator.page()
                    .locator("#ticket-" + payment.at("/tickets/0/ticketId").asString())
                    .uncheck();
            operator.page()
                    .locator("#ticket-" + payment.at("/tickets/2/ticketId").asString())
                    .uncheck();
            operator.page().locator("#percent").fill("10");
            operator.presses("#refund [type=submit]");
            operator.page().locator("#reason").fill("아파요, =1+1 <b>");
            operator.presses("#reason-yes");

            operator.reads("아파요, =1+1 <b>").reads("₩135,000").reads("Done");
            PlaywrightAssertions.assertThat(operator.page().locator("#refund [type=checkbox]:disabled"))
                    .hasCount(1);
            operator.findsNoBarriersByDayOrNight();
        }
        assertThat(fan.balance()).isEqualTo(1_000_000 - 450_000 + 135_000);
    }

    @ParameterizedTest
    @CsvSource({"1440, 900, en-US, Approve, Decline, Declined", "768, 1024, ko-KR, 승인하기, 거절하기, 거절됨"})
    void declinesWhatAColleagueAskedFor(
            int width, int height, String locale, String approve, String decline, String declined) {
        Fan fan = Stage.open(api(), clock()).fan().joinsAndEnters();
        fan.topsUp(1_000_000).expect(201);
        fan.holds("1", "2", "3").expect(201);
        String order = fan.pays(UUID.randomUUID().toString())
                .expect(201)
                .body()
                .path("paymentId")
                .asString();
        api().bearer(operators.make(OperatorRole.BOX_OFFICE).accessToken())
                .with("Audit-Reason", "ill")
                .idempotencyKey("too much")
                .post("/api/v1/operator/orders/" + order + "/refunds", Map.of("seats", "AT_ONCE"))
                .expect(201);
        var how = new NewContextOptions().setLocale(locale).setViewportSize(width, height);
        try (Visitor manager = new Visitor(port(), how)
                .comesWith(operators.make(OperatorRole.MANAGER).accessToken())) {
            manager.goes("/office/orders/" + order + "/refunds")
                    .reads(approve)
                    .reads(decline)
                    .findsNoBarriersByDayOrNight();
            manager.presses("[data-ask=refusal]");
            manager.page().locator("#reason").fill("아니요, <b>");
            manager.presses("#reason-yes");

            manager.reads(declined).reads("아니요, <b>").findsNoBarriersByDayOrNight();
            PlaywrightAssertions.assertThat(manager.page().locator("[data-ask]"))
                    .hasCount(0);
        }
        assertThat(fan.balance()).isEqualTo(1_000_000 - 450_000);
    }
}
