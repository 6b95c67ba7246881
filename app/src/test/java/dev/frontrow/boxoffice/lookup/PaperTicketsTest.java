package dev.frontrow.boxoffice.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Media;
import dev.frontrow.ApiClient;
import dev.frontrow.AuditedTest;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.payment.counter.BoxOffice;
import dev.frontrow.storefront.Visitor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The page that prints what the box office sold.
class PaperTicketsTest extends AuditedTest {

    @Autowired
    private Operators operators;

    private Stage stage;
    private JsonNode sale;

    @BeforeEach
    void sells() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 50, "areas", List.of(Stage.numberedArea("Floor", 5, "Back"))));
        sale = new BoxOffice(newOperator(), stage)
                .sells(Map.of(
                        "method", "CASH",
                        "seats", List.of("1", "2"),
                        "areas", List.of(Map.of("area", "Floor", "quantity", 1))))
                .expect(201)
                .body();
    }

    private String order() {
        return "/office/orders/" + sale.path("paymentId").asString();
    }

    @ParameterizedTest
    @CsvSource({"1440, 900, en-US, Tickets for paper", "768, 1024, ko-KR, 종이 티켓"})
    void showsTheCodeOfEachTicketThatIsValid(int width, int height, String locale, String link) {
        new BoxOffice(newOperator(), stage)
                .api()
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1" + order().replace("office", "operator") + "/refunds",
                        Map.of("seats", "AT_ONCE", "tickets", List.of(ticket(1))))
                .expect(201);
        var how = new NewContextOptions().setLocale(locale).setViewportSize(width, height);
        try (Visitor operator =
                new Visitor(port(), how).comesWith(api().asOperator().accessToken())) {
            operator.goes(order()).reads(link).goes(order() + "/tickets").findsNoBarriersByDayOrNight();

            operator.reads(sale.at("/tickets/0/barcode").asString())
                    .reads("Floor")
                    .reads("Blue Hall");
            operator.page().emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
            PlaywrightAssertions.assertThat(operator.page().locator("[data-print]"))
                    .isHidden();
            PlaywrightAssertions.assertThat(operator.page().locator(".paper-ticket svg path"))
                    .hasCount(2);
        }
    }

    private String ticket(int index) {
        return sale.path("tickets").path(index).path("ticketId").asString();
    }

    @Test
    void showsNobodyElseCodes() {
        JsonNode bought = stage.fan().buys("3");
        String online = "/office/orders/" + bought.path("paymentId").asString() + "/tickets";

        assertThat(as(OperatorRole.BOX_OFFICE).get(order() + "/tickets").status())
                .isEqualTo(200);
        assertThat(as(OperatorRole.SUPPORT).get(order() + "/tickets").status()).isEqualTo(403);
        assertThat(as(OperatorRole.BOX_OFFICE).get(online).status()).isEqualTo(404);
    }

    private ApiClient as(OperatorRole role) {
        return api().bearer(operators.make(role).accessToken());
    }
}
