package dev.frontrow.boxoffice.seats;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.Visitor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Seats by hand in the browser, with the keyboard alone.
class SeatsByHandTest extends AuditedTest {

    @Autowired
    private Operators operators;

    private Stage stage;

    @BeforeEach
    void onSale() {
        stage = Stage.ofPlaces(
                api(), clock(), 1, Map.of("seatCount", 50, "areas", List.of(Stage.area("Floor", 9, "Back"))));
    }

    private Visitor operator(OperatorRole role, String language, int width) {
        return new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, 1000))
                .comesWith(operators.make(role).accessToken());
    }

    private String address() {
        return "/office/performances/" + stage.performanceId() + "/seats";
    }

    private List<String> withheld() {
        return stage.operator()
                .get("/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats")
                .expect(200)
                .body()
                .path("seats")
                .valueStream()
                .map(seat -> seat.path("seat").asString())
                .toList();
    }

    private static void types(Page page, String text) {
        page.keyboard().type(text);
        page.keyboard().press("Tab");
    }

    private static void givesReason(Page page, String reason) {
        assertThat(page.locator("#reason")).isFocused();
        page.keyboard().type(reason);
        page.keyboard().press("Enter");
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1440", "ko-KR, 768"})
    void keepsBackAndReleasesByKeyboard(String language, int width) {
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, language, width)) {
            Page page = operator.goes(address()).page();
            assertThat(page.locator("#kept tr")).hasCount(1);
            page.locator("#labels").focus();
            types(page, "1, 3..5");
            types(page, "");
            types(page, "");
            page.keyboard().type("<b>출연자</b>, =1+1");
            page.keyboard().press("Enter");

            assertThat(page.locator("#allocations tr")).hasCount(1);
            assertThat(page.locator("#allocations")).containsText("<b>출연자</b>, =1+1");
            assertThat(page.locator("#kept input")).hasCount(4);
            Assertions.assertThat(withheld()).containsExactly("1", "3", "4", "5");
            operator.findsNoBarriersByDayOrNight();

            page.locator("#area").focus();
            types(page, "Floor");
            types(page, "2");
            page.keyboard().type("Press");
            page.keyboard().press("Enter");
            assertThat(page.locator("#allocations tr")).hasCount(2);
            page.locator("#allocations button").nth(1).focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#kept input:checked")).hasCount(2);
            page.locator("#release [type=submit]").focus();
            page.keyboard().press("Enter");
            givesReason(page, "no press");

            assertThat(page.locator("#allocations tr")).hasCount(1);
            Assertions.assertThat(withheld()).containsExactly("1", "3", "4", "5");
        }
    }

    /// The venue is in Seoul, and the browser in another zone.
    @Test
    void seatsComeBackAtATimeOfTheVenue() {
        var how = new NewContextOptions().setLocale("en-US").setTimezoneId("America/New_York");
        try (Visitor operator = new Visitor(port(), how)
                .comesWith(operators.make(OperatorRole.MANAGER).accessToken())) {
            Page page = operator.goes(address()).page();
            page.locator("#labels").fill("7");
            page.locator("#note").fill("Artist");
            page.locator("#free-at").fill("2040-06-01T19:00");
            operator.presses("#keep [type=submit]");

            assertThat(page.locator("#kept time").first()).hasAttribute("datetime", "2040-06-01T10:00:00Z");
            assertThat(page.locator("#kept time").first()).containsText("7:00");
        }
    }

    @Test
    void tellsAtTheFieldWhatIsMissingAndAboveWhatIsTaken() {
        stage.fan().joinsAndEnters().holds("2").expect(201);
        try (Visitor operator = operator(OperatorRole.OWNER, "en-US", 1440)) {
            Page page = operator.goes(address()).page();
            operator.presses("#keep [type=submit]");
            assertThat(page.locator("#labels")).isFocused();
            assertThat(page.locator("#labels-fault")).isVisible();
            page.locator("#labels").fill("2 3");
            operator.presses("#keep [type=submit]");
            assertThat(page.locator("#note")).isFocused();
            page.locator("#note").fill("Press");
            operator.forgives("409");
            operator.presses("#keep [type=submit]");

            assertThat(page.locator("#problem")).containsText("(2)");
            assertThat(page.locator("#labels")).hasValue("2 3");
            Assertions.assertThat(withheld()).isEmpty();
        }
    }

    @Test
    void whoMaySellNothingOnlyReads() {
        try (Visitor support = operator(OperatorRole.SUPPORT, "en-US", 1440)) {
            Page page = support.goes(address()).page();
            assertThat(page.locator("#kept tr")).hasCount(1);
            assertThat(page.locator("#keep")).hasCount(0);
            assertThat(page.locator("#release [type=submit]")).hasCount(0);
            support.findsNoBarriers();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A-1 A-2  A-1   | A-1;A-2
            A-9..A-11      | A-9;A-10;A-11
            A-9..11        | A-9;A-10;A-11
            A-08..A-10     | A-08;A-09;A-10
            Row 1 3, Row 2 | Row 1 3;Row 2
            A-3..A-1       | A-3..A-1
            A-1..B-3       | A-1..B-3
            ,, ,           | ''
            """)
    void readsLabelsAndRanges(String typed, String labels) {
        try (Visitor operator = operator(OperatorRole.OWNER, "en-US", 1440)) {
            Object read = operator.goes(address())
                    .page()
                    .evaluate(
                            "async (typed) => (await import(document.querySelector('script[src*=\"office/seats\"]')"
                                    + ".src.replace('/seats', '/seat-labels'))).labelsOf(typed, 1000).join(';')",
                            typed);
            Assertions.assertThat(read).isEqualTo(labels);
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1440", "ko-KR, 768"})
    void movesATicketFromItsOrderByKeyboard(String language, int width) {
        Fan fan = stage.fan();
        JsonNode paid = fan.buys("1", "2");
        String order = paid.path("paymentId").asString();
        try (Visitor operator = operator(OperatorRole.BOX_OFFICE, language, width)) {
            Page page = operator.goes("/office/orders/" + order).page();
            operator.findsNoBarriersByDayOrNight();
            Assertions.assertThat(page.locator("datalist[data-level=Front] option")
                            .first()
                            .getAttribute("value"))
                    .isEqualTo("3");
            page.locator("#reseat-ticket").focus();
            types(page, "2");
            page.keyboard().type("50");
            page.keyboard().press("Enter");
            operator.forgives("409");
            givesReason(page, "broken");
            assertThat(page.locator("#problem")).isVisible();
            page.locator("#reseat-seat").fill("");
            page.locator("#reseat-seat").focus();
            page.keyboard().type("9");
            page.keyboard().press("Enter");
            givesReason(page, "고장");

            assertThat(page.locator("main tbody th").nth(1)).containsText("9");
        }
        Assertions.assertThat(fan.api()
                        .get("/api/v1/payments/" + order)
                        .expect(200)
                        .body()
                        .at("/tickets/1/seat")
                        .asString())
                .isEqualTo("9");
    }

    @Test
    void offersNoMoveWhereNoTicketCanMove() {
        Fan fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holdsIn("Floor", 1).expect(201);
        String order = fan.pays(UUID.randomUUID().toString())
                .expect(201)
                .body()
                .path("paymentId")
                .asString();
        try (Visitor operator = operator(OperatorRole.OWNER, "en-US", 1440)) {
            assertThat(operator.goes("/office/orders/" + order).page().locator("#reseat"))
                    .hasCount(0);
        }
    }

    @Test
    void theConcertLeadsToTheSeatsOfItsDates() {
        try (Visitor operator = operator(OperatorRole.OWNER, "en-US", 768)) {
            Page page = operator.goes("/office/concerts/" + stage.concertId()).page();
            page.locator("#dates a[href$='/seats']").click();
            operator.isAt(address());
        }
    }
}
