package dev.frontrow.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.frontrow.ApiClient;
import dev.frontrow.ServerProcess;
import dev.frontrow.ServerTest;
import dev.frontrow.boxoffice.concerts.Promoter;
import dev.frontrow.boxoffice.venues.Draughtsman;
import dev.frontrow.storefront.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A new box office comes from an empty server to a concert on sale, in its browser and nowhere else. Every page
/// on the way is examined for barriers, and anything that its policy of contents (CSP) refuses fails the test.
class FirstConcertTest {

    private static final String CONCERT = "/office/concerts/\\d+";

    @TempDir
    private Path folder;

    private static Visitor visitor(ServerProcess server) {
        return new Visitor(
                server.port(), new NewContextOptions().setLocale("en-US").setViewportSize(1440, 900));
    }

    @Test
    void drawnHouseIsOnSaleByMouse() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"));
                Visitor operator = visitor(server)) {
            operator.goes("/office").isAt("/office/sign-in").findsNoBarriers();
            operator.page().locator("#username").fill("operator");
            operator.page().locator("#password").fill(ServerTest.OPERATOR_PASSWORD);
            operator.pressesMain().isAt("/office/concerts").findsNoBarriers();

            operator.presses("a[href='/office/venues']").isAt("/office/venues").findsNoBarriers();
            var draughtsman =
                    new Draughtsman(operator).enters("Blue Hall", false).drawsHouseByMouse();
            operator.presses("#check").findsNoBarriers();
            PlaywrightAssertions.assertThat(operator.page().locator("#checks [data-sum]"))
                    .hasText("Nothing is wrong with this plan.");
            draughtsman.publishes(false);
            houseIsPublished(server, draughtsman.venueId());

            operator.presses("a[href='/office/concerts']").presses("a[href='/office/concerts/new']");
            var promoter = new Promoter(operator).fillsInByMouse("Autumn Night", "Blue Hall");
            operator.findsNoBarriers().pressesNamed("Save as a draft").isAt(CONCERT);
            PlaywrightAssertions.assertThat(operator.page().locator("#state")).hasText("Draft");
            operator.findsNoBarriers().pressesNamed("Publish");
            operator.sees("#reason-dialog").findsNoBarriers();
            promoter.publishes();
            operator.findsNoBarriers();
            isOnSale(server, promoter.concertId());

            fanJoinsByMouse(server, promoter.concertId());
        }
    }

    @Test
    void drawnHouseIsOnSaleByKeyboard() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"));
                Visitor operator = visitor(server)) {
            operator.goes("/office").isAt("/office/sign-in");
            operator.tabsTo("#username").types("operator").tabsTo("#password").types(ServerTest.OPERATOR_PASSWORD);
            operator.hits("Enter").isAt("/office/concerts");

            operator.tabsTo("a[href='/office/venues']").hits("Enter").isAt("/office/venues");
            var draughtsman =
                    new Draughtsman(operator).enters("Blue Hall", true).drawsHouseByKeyboard();
            operator.findsNoBarriers();
            draughtsman.publishes(true);
            houseIsPublished(server, draughtsman.venueId());

            operator.tabsTo("a[href='/office/concerts']").hits("Enter").isAt("/office/concerts");
            operator.tabsTo("a[href='/office/concerts/new']").hits("Enter");
            var promoter = new Promoter(operator).fillsInByKeyboard("Autumn Night", "Blue Hall");
            operator.tabsTo("main [type=submit]").hits("Enter").isAt(CONCERT);
            PlaywrightAssertions.assertThat(operator.page().locator("#publish")).isVisible();
            operator.tabsTo("#publish").hits("Enter");
            promoter.publishesByKeyboard();
            isOnSale(server, promoter.concertId());

            fanJoinsByKeyboard(server, promoter.concertId());
        }
    }

    private static JsonNode read(ServerProcess server, String address) {
        return server.api()
                .asOperator()
                .get("/api/v1/operator/" + address)
                .expect(200)
                .body();
    }

    private static void houseIsPublished(ServerProcess server, long venueId) {
        JsonNode plan = read(server, "venues/" + venueId + "/versions/1");

        assertThat(new HashSet<>(plan.findValuesAsString("seat"))).hasSize(Draughtsman.SEATS);
        assertThat(plan.path("name").asString()).isEqualTo("Blue Hall");
        assertThat(plan.path("sections")).hasSize(4);
        assertThat(plan.at("/stage/shape")).hasSize(4);
    }

    private static void isOnSale(ServerProcess server, long concertId) {
        JsonNode made = read(server, "concerts/" + concertId);

        assertThat(made.path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(made.path("title").asString()).isEqualTo("Autumn Night");
        assertThat(made.path("priceLevels").findValues("amountMinor"))
                .extracting(JsonNode::asLong)
                .containsExactly(Promoter.FRONT_PRICE, Promoter.BACK_PRICE);
        assertThat(read(server, "concerts/" + concertId + "/night")
                        .path("levels")
                        .findValues("free"))
                .extracting(JsonNode::asInt)
                .containsExactly(Draughtsman.SEATS / 2, Draughtsman.SEATS / 2);
    }

    private static void fanJoinsByMouse(ServerProcess server, long concertId) {
        try (Visitor fan = visitor(server)) {
            fan.signsUp().findsNoBarriers().presses("a[href='/concerts/" + concertId + "']");
            fan.reads("Blue Hall").findsNoBarriers().pressesMain();
            fan.isAt("/concerts/" + concertId + "/waiting-room")
                    .sees(".room__enter")
                    .findsNoBarriers();
            fan.pressesMain();
            seesTheHouse(fan);
        }
    }

    private static void fanJoinsByKeyboard(ServerProcess server, long concertId) {
        try (Visitor fan = visitor(server)) {
            fan.goes("/sign-up").tabsTo("#username").types("first-fan");
            fan.tabsTo("#password").types(ApiClient.PASSWORD).hits("Enter").isAt("/");
            fan.tabsTo("a[href='/concerts/" + concertId + "']").hits("Enter");
            fan.isAt("/concerts/" + concertId).tabsTo("main .button--primary").hits("Enter");
            fan.isAt("/concerts/" + concertId + "/waiting-room").sees(".room__enter");
            fan.tabsTo("main .button--primary").hits("Enter");
            seesTheHouse(fan);
        }
    }

    private static void seesTheHouse(Visitor fan) {
        fan.isAt("/performances/.*/seats").page().waitForSelector("main[data-ready][data-live=live]");
        fan.findsNoBarriers();
        PlaywrightAssertions.assertThat(fan.page().locator("input[name=seats]:enabled"))
                .not()
                .hasCount(0);
    }
}
