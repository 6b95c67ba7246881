package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.houses.Houses;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// The list of a large house.
class SeatListTest extends ServerTest {

    private Visitor at(Stage stage, boolean scripts) {
        Visitor fan = new Visitor(
                        port(),
                        new NewContextOptions()
                                .setLocale("en-US")
                                .setViewportSize(360, 780)
                                .setJavaScriptEnabled(scripts))
                .comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
        return scripts ? SeatPagesTest.ready(fan).presses("#show-list") : fan;
    }

    /// Section 1 has 440 seats in 22 rows, dear and cheap ones; section 2 has only cheap ones.
    private Stage house() {
        var large = rows("1", 22).map(seat -> seat(seat, Integer.parseInt(seat[1]) <= 11 ? "Front" : "Back"));
        var small = rows("2", 2).map(seat -> seat(seat, "Back"));
        String startsAt = clock().instant().plus(java.time.Duration.ofDays(7)).toString();
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "performances",
                        List.of(Map.of(
                                "startsAt",
                                startsAt,
                                "seats",
                                Stream.concat(large, small).toList()))));
    }

    private static Stream<String[]> rows(String section, int rows) {
        return IntStream.rangeClosed(1, rows)
                .boxed()
                .flatMap(row -> IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> new String[] {section, Integer.toString(row), Integer.toString(number)}));
    }

    private static Map<String, String> seat(String[] seat, String level) {
        return Map.of(
                "seat",
                String.join("-", seat),
                "section",
                seat[0],
                "row",
                seat[1],
                "number",
                seat[2],
                "priceLevel",
                level);
    }

    @Test
    void largeSectionIsSplitIntoEvenParts() {
        try (Visitor fan = at(house(), false)) {
            Locator parts = fan.page().locator("button[name=show]");
            assertThat(parts).hasCount(3);
            assertThat(parts.nth(0)).containsText("220 left");
            assertThat(parts.nth(1)).containsText("220 left");
        }
    }

    @Test
    void hiddenPriceLevelLeavesNoEmptyRowsOrSections() {
        try (Visitor fan = at(house(), true)) {
            Locator parts = fan.page().locator("button[name=show]");
            Locator emptyRows = fan.page().locator(".row:visible:not(:has(.box:visible))");
            fan.presses("[data-level=Front]");
            assertThat(parts.nth(0)).isHidden();
            assertThat(parts.nth(1)).isVisible();
            assertThat(fan.page().locator("[aria-current=true]")).containsText("220 left");
            assertThat(fan.page().locator("input[value='1-12-1']")).isVisible();
            assertThat(emptyRows).hasCount(0);

            fan.presses("[data-level=Front]").presses("[data-level=Back]");
            assertThat(parts.nth(0)).isVisible();
            assertThat(parts.nth(2)).isHidden();
            assertThat(fan.page().locator("input[value='1-1-1']")).isVisible();
            assertThat(emptyRows).hasCount(0);
        }
    }

    @Test
    void sectionsAreNotCutOffByAScroller() {
        try (Visitor fan = at(Halls.stadium(api(), clock()), true)) {
            Assertions.assertThat(fan.page()
                            .locator(".parts")
                            .evaluate("parts => [parts.scrollHeight - parts.clientHeight,"
                                    + " parts.scrollWidth - parts.clientWidth].map(over => Math.max(over, 0))"))
                    .isEqualTo(List.of(0, 0));
        }
    }

    @Test
    void seatsChosenInOtherSectionsAreCountedWithoutScripts() {
        try (Visitor fan = at(Halls.stadium(api(), clock()), false)) {
            fan.ticks("A-1-3", "A-1-4")
                    .page()
                    .locator("button[name=show]")
                    .nth(3)
                    .click();
            assertThat(fan.page().locator(".list__chosen")).hasText("2 chosen");
            assertThat(fan.page().locator("button[name=show] .parts__chosen")).hasText(new String[] {"2 chosen"});
            fan.ticks("D-1-3").page().locator(".list__send button").click();
            fan.isAt("/checkout/.*").reads("₩594,000");
        }
    }

    /// Every fifth row is dearer and so comes first among the best.
    @Test
    void rowsStandInTheOrderOfTheirNumbers() {
        try (Visitor fan = at(Stage.in(Houses.CHURCH, api(), clock()), false)) {
            fan.page().locator("button[name=show]").nth(2).click();
            assertThat(fan.page().locator(".row__name"))
                    .hasText(IntStream.rangeClosed(1, 20)
                            .mapToObj(row -> "row " + row)
                            .toArray(String[]::new));
        }
    }

    @Test
    void floorsAreNamedEachWithItsSections() {
        try (Visitor fan = at(Stage.in(Houses.ARENA, api(), clock()), true)) {
            assertThat(fan.page().locator(".list__floor")).hasText(new String[] {"Lower", "Upper"});
            assertThat(fan.page().locator(".parts").nth(0).locator("button")).hasCount(24);
            assertThat(fan.page().locator(".parts").nth(1).locator("button")).hasCount(20);
            assertThat(fan.page().locator(".parts").nth(1).locator("button").first())
                    .containsText("201");
            assertThat(fan.page().locator(".area p")).containsText("Lower");
            fan.findsNoBarriers().presses(".legend [data-level=S], [data-level=S].legend__one");
            assertThat(fan.page().locator(".list__floor").nth(1)).isHidden();
        }
    }

    @Test
    void specialSeatsAreToldInWordsWithoutScripts() {
        try (Visitor fan = at(Stage.in(Houses.CHURCH, api(), clock()), false)) {
            fan.page().locator("button[name=show]").nth(2).click();
            Locator behind = fan.page().locator(".row:has(input[value='N-1-1'])");
            assertThat(behind.locator(".row__special")).hasText("1, 2, 3, 4 · restricted view");
            assertThat(behind.locator("input").first())
                    .hasAttribute("aria-label", Pattern.compile("C.?, restricted view$"));
            Locator beside = fan.page().locator(".row:has(input[value='N-5-1'])");
            assertThat(beside.locator("input").first()).hasAttribute("aria-label", Pattern.compile("B.?$"));
            assertThat(beside.locator(".row__special")).hasCount(0);
        }
    }
}
