package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.storefront.PlainBrowser;
import dev.frontrow.storefront.Visitor;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The counter's pages: search, orders, holds, stories, accounts of sales.
class LookUpPagesTest extends ServerTest {

    @Autowired
    private Operators operators;

    private PlainBrowser operator() {
        var browser = new PlainBrowser(api(), "en");
        browser.gets("/office/sign-in").expect(200);
        browser.posts("/office/sign-in", Map.of("username", "operator", "password", OPERATOR_PASSWORD))
                .expect(302);
        return browser;
    }

    private Fan fanCalled(Stage stage, String name) {
        String username = "counter-" + UUID.randomUUID().toString().substring(0, 12);
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD, "displayName", name))
                .expect(201);
        return stage.fan(api().asSignedIn(username, ApiClient.PASSWORD));
    }

    private static JsonNode pays(Fan fan, String... seats) {
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds(seats).expect(201);
        return fan.pays(UUID.randomUUID().toString()).expect(201).body();
    }

    private Visitor signedIn(String language, int width) {
        var visitor =
                new Visitor(port(), new NewContextOptions().setLocale(language).setViewportSize(width, 1000));
        visitor.goes("/office/sign-in");
        visitor.page().locator("#username").fill("operator");
        visitor.page().locator("#password").fill(OPERATOR_PASSWORD);
        visitor.pressesMain().isAt("/office/concerts");
        return visitor;
    }

    private static void photographs(Visitor visitor, String name) {
        visitor.page()
                .screenshot(new ScreenshotOptions()
                        .setPath(Path.of("target/office/" + name + ".png"))
                        .setFullPage(true));
    }

    @ParameterizedTest
    @CsvSource({"en, 1440", "ko, 768"})
    void findsReadsAndReleasesWithoutBarriers(String language, int width) {
        Stage stage = Stage.ofPlaces(
                api(),
                clock(),
                1,
                Map.of("seatCount", 20, "areas", java.util.List.of(Stage.numberedArea("스탠딩", 5, "Back"))));
        Fan fan = fanCalled(stage, "김미나, Jr.");
        JsonNode order = pays(fan, "1", "2");
        fan.joinsAndEnters().holdsIn("스탠딩", 2).expect(201);
        try (var visitor = signedIn(language, width)) {
            visitor.goes("/office/orders").findsNoBarriers();
            visitor.page().locator("#q").fill(stage.performanceId() + " 2");
            visitor.hits("Enter").sees(".office-table").findsNoBarriersByDayOrNight();
            photographs(visitor, "search-" + width);
            reads(visitor, order.path("paymentId").asString(), width);
            visitor.goes("/office/orders/buyers/" + fan.buyerId()).findsNoBarriersByDayOrNight();
            photographs(visitor, "story-" + width);
            visitor.goes("/office/orders/places/" + stage.concertId() + "-GENERAL-1")
                    .findsNoBarriers();
            photographs(visitor, "place-" + width);
            releases(visitor, fan.holdId(), width);
        }
        assertThat(stage.fan().joinsAndEnters().freeIn("스탠딩")).isEqualTo(5);
    }

    private static void reads(Visitor visitor, String paymentId, int width) {
        visitor.goes("/office/orders/" + paymentId).findsNoBarriersByDayOrNight();
        photographs(visitor, "order-" + width);
        visitor.goes("/office/orders/" + paymentId + "/evidence").findsNoBarriersByDayOrNight();
        photographs(visitor, "evidence-" + width);
    }

    private static void releases(Visitor visitor, String holdId, int width) {
        visitor.goes("/office/orders/holds/" + holdId).findsNoBarriersByDayOrNight();
        visitor.tabsTo("#release").hits("Enter").sees("#reason-dialog").findsNoBarriers();
        photographs(visitor, "release-" + width);
        visitor.types("전화로 부탁").hits("Enter");
        visitor.page()
                .locator("#release")
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        photographs(visitor, "hold-" + width);
    }

    @ParameterizedTest
    @CsvSource({"ko, 1440", "en, 768"})
    void showsTheAccountOfASale(String language, int width) {
        Stage stage = Stage.open(api(), clock());
        pays(fanCalled(stage, "Mina"), "1", "50");
        try (var visitor = signedIn(language, width)) {
            visitor.goes("/office/reports").findsNoBarriersByDayOrNight();
            photographs(visitor, "reports-" + width);
            visitor.goes("/office/concerts/" + stage.concertId() + "/report").findsNoBarriersByDayOrNight();
            photographs(visitor, "report-" + width);
            visitor.page()
                    .pdf(new com.microsoft.playwright.Page.PdfOptions()
                            .setPath(Path.of("target/office/report-" + width + ".pdf"))
                            .setPreferCSSPageSize(true));
        }
    }

    /// What fans call themselves is never markup.
    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><b>bold</b>"})
    void showsNamesAsTheyAre(String name) {
        Stage stage = Stage.open(api(), clock());
        Fan fan = fanCalled(stage, name);
        String order = pays(fan, "1").path("paymentId").asString();
        var operator = operator();

        for (String page : java.util.List.of(
                "/office/orders?q=" + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8),
                "/office/orders/" + order,
                "/office/orders/holds/" + fan.holdId(),
                "/office/orders/buyers/" + fan.buyerId())) {
            String html = operator.gets(page).expect(200).text();
            assertThat(html).as(page).doesNotContain(name).contains(name.startsWith("\"") ? "&gt;" : "&lt;");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/office/orders/nope",
                "/office/orders/00000000-0000-7000-8000-000000000000",
                "/office/orders/holds/00000000-0000-7000-8000-000000000000",
                "/office/orders/buyers/00000000-0000-7000-8000-000000000000",
                "/office/orders/places/1-GENERAL-x",
                "/office/concerts/999999999/report"
            })
    void knowsNothingElse(String page) {
        operator().gets(page).expect(404);
    }

    /// A page shows what the call behind it would answer.
    @Test
    void showsAccountsAndEvidenceOnlyToThoseWhoMayReadAll() {
        Stage stage = Stage.open(api(), clock());
        String order = pays(stage.fan(), "1").path("paymentId").asString();
        var support = new PlainBrowser(api(), "en")
                .with("frontrow-session", operators.make(OperatorRole.SUPPORT).accessToken());

        assertThat(support.gets("/office/orders/" + order).expect(200).text()).doesNotContain("/evidence");
        support.gets("/office/orders/" + order + "/evidence").expect(403);
        support.gets("/office/concerts/" + stage.concertId() + "/report").expect(403);
        support.gets("/office/reports").expect(403);
    }

    @Test
    void showsNothingToBuyers() {
        var browser = new PlainBrowser(api(), "en").with("frontrow-session", newAccessToken());

        assertThat(browser.gets("/office/orders?q=a").expect(302).header("Location"))
                .startsWith("/office/sign-in");
    }
}
