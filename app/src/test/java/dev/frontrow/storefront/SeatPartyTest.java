package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.houses.Houses;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several seats side by side by one click on the map: ten seats in a row.
class SeatPartyTest extends ServerTest {

    private Stage stage;

    @BeforeEach
    void concertIsOnSale() {
        stage = Stage.open(api(), clock());
    }

    private Visitor atTheMap() {
        Visitor fan = new Visitor(
                        port(), new NewContextOptions().setLocale("en-US").setViewportSize(1440, 900))
                .comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
        return SeatPagesTest.ready(fan);
    }

    /// Moves the keyboard's cursor to a seat, and clicks it.
    private static void picks(Visitor fan, int seat) {
        fan.page().locator("#canvas").focus();
        // The cursor begins in the middle; this leads to the first seat of the last row, which is 41.
        for (int i = 0; i < 11; i++) {
            fan.hits("ArrowDown").hits("ArrowLeft");
        }
        for (int row = (seat - 1) / 10; row < 4; row++) {
            fan.hits("ArrowUp");
        }
        for (int i = 0; i < (seat - 1) % 10; i++) {
            fan.hits("ArrowRight");
        }
        assertThat(fan.page().locator("#say")).containsText("seat " + seat + " ·");
        fan.hits("Enter");
    }

    private static void has(Visitor fan, String... seats) {
        assertThat(fan.page().locator(".chip")).hasText(seats);
    }

    @Test
    void oneClickChoosesSeatsSideBySideAndHoldsNothingYet() {
        try (Visitor fan = atTheMap()) {
            fan.page().locator("#party").selectOption("3");
            picks(fan, 15);
            has(fan, "seat 14", "seat 15", "seat 16");
            assertThat(fan.page().locator("#hold")).isEnabled();
            assertThat(fan.page().locator("#total")).hasText("₩450,000");

            picks(fan, 35);
            has(fan, "seat 35", "seat 36", "seat 37");
            fan.presses("#hold").isAt("/checkout/.*");
        }
    }

    @Test
    void noSeatIsLeftAlone() {
        try (Visitor fan = atTheMap()) {
            fan.page().locator("#party").selectOption("2");
            picks(fan, 12);
            has(fan, "seat 11", "seat 12");
            picks(fan, 19);
            has(fan, "seat 19", "seat 20");
        }
    }

    @Test
    void takenSeatsBoundThePartyAndNoneIsToldInWords() {
        var other = crowd().of(1, stage).getFirst().joinsAndEnters();
        other.holds("14", "18").expect(201);
        try (Visitor fan = atTheMap()) {
            fan.page().locator("#party").selectOption("3");
            picks(fan, 16);
            has(fan, "seat 15", "seat 16", "seat 17");

            fan.page().locator("#party").selectOption("2");
            picks(fan, 12);
            assertThat(fan.page().locator(".toast"))
                    .hasText("There are no 2 free seats side by side here that would not leave one alone."
                            + " Try another row, or choose one by one.");
            has(fan, "seat 15", "seat 16", "seat 17");
        }
    }

    /// In the list 2 follows 1, but they stand on both sides of an aisle.
    @Test
    void neighboursAreThoseWhoStandSideBySideWhateverTheirNumbers() {
        stage = Stage.in(Houses.THEATRE, api(), clock());
        try (Visitor fan = atTheMap()) {
            fan.page().locator("#party").selectOption("2");
            fan.tabsTo("#canvas").hits("Enter").hits("Enter").hits("Enter");
            assertThat(fan.page().locator(".chip")).hasCount(2);
            List<Integer> numbers = fan.page().locator(".chip").allTextContents().stream()
                    .map(text -> Integer.parseInt(text.replaceAll("(?s).*seat \\W?(\\d+)\\W*$", "$1")))
                    .toList();
            Assertions.assertThat(numbers.get(1) - numbers.get(0)).isEqualTo(2);
        }
    }

    @Test
    void onePartyReplacesAnotherAndItsSeatsAreRemovedOneByOne() {
        try (Visitor fan = atTheMap()) {
            fan.page().locator("#party").selectOption("4");
            picks(fan, 34);
            has(fan, "seat 31", "seat 32", "seat 33", "seat 34");
            picks(fan, 33);
            has(fan, "seat 31", "seat 32", "seat 34");
        }
    }
}
