package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole purchase on a phone with one thumb: nothing to press is too small, and nothing lies over it.
class ThumbTest extends ServerTest {

    /// Links within sentences are text. Checkboxes lie under their labels, which are measured.
    private static final String TOO_SMALL = """
            () => [...document.querySelectorAll("button, a.button, .site-nav a, .held a, .stub, select, summary, label.box, "
                + "input:not([type=hidden], [type=checkbox])")]
              .filter((one) => one.checkVisibility({ visibilityProperty: true }))
              .map((one) => [one, one.getBoundingClientRect()])
              .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
              .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)""";

    private static final String MAIN = """
            () => {
              const main = [...document.querySelectorAll("main .button--primary")].find((one) => one.checkVisibility());
              if (main.getBoundingClientRect().bottom > innerHeight) main.scrollIntoView({ block: "nearest", behavior: "instant" });
              const box = main.getBoundingClientRect();
              const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return main.contains(hit) && box.bottom <= innerHeight;
            }""";

    private static void fitsTheThumb(Visitor fan) {
        assertThat((List<?>) fan.page().evaluate(TOO_SMALL))
                .as("too small at " + fan.page().url())
                .isEmpty();
    }

    private static void showsItsButton(Visitor fan) {
        fitsTheThumb(fan);
        assertThat(fan.page().evaluate(MAIN))
                .as("the one button is free at " + fan.page().url())
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR"})
    void buysWithOneThumb(String language) {
        Stage stage = Stage.open(api(), clock());
        var how = new NewContextOptions()
                .setLocale(language)
                .setViewportSize(360, 780)
                .setHasTouch(true);
        try (Visitor fan = new Visitor(port(), how)) {
            fan.goes("/sign-in");
            showsItsButton(fan);
            fan.signsUp().goes("/concerts/" + stage.concertId());
            showsItsButton(fan);
            fan.pressesMain().isAt("/concerts/.*/waiting-room");
            showsItsButton(fan);
            fan.pressesMain()
                    .isAt("/performances/.*/seats")
                    .presses("#show-list")
                    .ticks("1", "2");
            showsItsButton(fan);
            fan.presses("#hold").isAt("/checkout/.*");
            // Without scrolling the one button is within reach.
            showsItsButton(fan);
            assertThat(fan.page().evaluate("scrollY")).isEqualTo(0);
            fan.pressesMain().isAt("/orders/.+");
            fitsTheThumb(fan);
        }
    }
}
