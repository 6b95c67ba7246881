package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a fan is told on the seat page when others are faster, or the turn is over: it never moves the map, and never
/// covers what is to be pressed.
class SeatLossTest extends ServerTest {

    private Stage stage;

    @BeforeEach
    void concertIsOnSale() {
        stage = Stage.open(api(), clock());
    }

    private Visitor atTheList(String language) {
        var how = new NewContextOptions().setLocale(language).setViewportSize(360, 780);
        Visitor fan = new Visitor(port(), how)
                .comesWith(newAccessToken())
                .goes("/concerts/" + stage.concertId())
                .pressesMain()
                .isAt("/concerts/.*/waiting-room")
                .goes("/performances/" + stage.performanceId() + "/seats");
        return SeatPagesTest.ready(fan).presses("#show-list");
    }

    private Fan someoneElse() {
        return crowd().of(1, stage).getFirst().joinsAndEnters();
    }

    private static BoundingBox canvas(Visitor fan) {
        return fan.page().locator("#canvas").boundingBox();
    }

    private static void isSame(BoundingBox now, BoundingBox before) {
        Assertions.assertThat(List.of(now.x, now.y, now.width, now.height))
                .isEqualTo(List.of(before.x, before.y, before.width, before.height));
    }

    @Test
    void neitherChoiceNorLossMovesTheMap() {
        try (Visitor fan = atTheList("en-US")) {
            fan.presses("#show-map");
            BoundingBox before = canvas(fan);
            fan.presses("#show-list").ticks("22").presses("#show-map");
            isSame(canvas(fan), before);

            someoneElse().holds("22").expect(201);
            fan.reads("Someone just took that seat.");
            isSame(canvas(fan), before);
            fan.presses(".notice__close");
            assertThat(fan.page().locator("#notice .notice")).hasCount(0);
            isSame(canvas(fan), before);
        }
    }

    @Test
    void seatsLostTogetherAreToldTogetherAndNamedLikeTheOffer() {
        try (Visitor fan = atTheList("en-US")) {
            fan.ticks("22", "23", "26");
            someoneElse().holds("22", "23").expect(201);

            fan.reads("Gone: seat 22 · seat 23");
            assertThat(fan.page().locator("#notice .button")).hasText("Take seat 24 · seat 25 instead");
            fan.presses("#notice .button");
            assertThat(fan.page().locator(".chip")).hasText(new String[] {"seat 24", "seat 25", "seat 26"});
        }
    }

    @Test
    void offerOfASeatThatIsTakenTooIsReplaced() {
        try (Visitor fan = atTheList("en-US")) {
            fan.ticks("22");
            someoneElse().holds("22").expect(201);
            Locator offer = fan.page().locator("#notice .button");
            assertThat(offer).hasText("Take seat 23 instead");

            someoneElse().holds("23").expect(201);
            assertThat(offer).hasText("Take seat 21 instead");
            fan.reads("Gone: seat 22");
            offer.click();
            assertThat(fan.page().locator(".chip")).hasText("seat 21");
        }
    }

    @Test
    void messagesAtTheBottomLieAboveTheButtonAndDoNotPileUp() {
        try (Visitor fan = atTheList("ko-KR")) {
            fan.ticks("1", "2", "3", "4", "5", "6", "7");
            Locator toast = fan.page().locator(".toast");
            assertThat(toast).hasCount(1);
            BoundingBox bar = fan.page().locator("#bar").boundingBox();
            Assertions.assertThat(toast.boundingBox().y + toast.boundingBox().height)
                    .isLessThanOrEqualTo(bar.y);
        }
    }

    @Test
    void nothingCanBeChosenOnceTheTurnIsOver() {
        try (Visitor fan = atTheList("en-US")) {
            fan.ticks("22").presses("#show-map");
            BoundingBox map = canvas(fan);
            clock().advance(Duration.ofMinutes(11));
            fan.reads("Your turn is over.");

            fan.page().mouse().click(map.x + map.width / 2, map.y + map.height / 2);
            fan.page().locator("#show-list").click();
            fan.page().locator("label.box:has(input[value='23'])").click(new Locator.ClickOptions().setForce(true));
            assertThat(fan.page().locator("#count")).hasText("1 seat");
            assertThat(fan.page().locator("#hold")).isDisabled();
            fan.sees("#notice .button");
            isSame(fan.presses("#show-map").page().locator("#canvas").boundingBox(), map);
        }
    }
}
