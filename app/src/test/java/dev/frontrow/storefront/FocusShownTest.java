package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What has the focus is seen on every page of fans at 100, 200 and 400 per cent (WCAG 2.4.11), with a running hold in
/// the page's head and a message over the page.
class FocusShownTest extends ServerTest {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1024;
    private static final int STOPS_MAX = 120;

    private static final String SHOW_TOAST = """
            async () => {
              const site = document.querySelector('script[src*="/site.js"]').src;
              const { toast } = await import(new URL("toast.js", site));
              toast("You can buy up to 4 tickets for this date. Please choose fewer of them.", 600_000);
            }""";

    /// Null once the focus has left the page; empty if it is seen. A checkbox lies under its label. Of what is larger
    /// than the window, or bears tools of its own, some part is seen.
    private static final String HIDDEN_FOCUS = """
            async () => {
              const frame = () => new Promise(requestAnimationFrame);
              await frame();
              await frame();
              const one = document.activeElement;
              if (one === document.body) return null;
              const shown = one.matches("[type=checkbox]") ? one.closest("label") ?? one : one;
              const [{ left, right, top, bottom }] = shown.getClientRects();
              const toasts = [...document.querySelectorAll(".toast")].map((toast) => toast.getBoundingClientRect());
              const isUnder = (x, y) => toasts.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
              // Corners are round.
              const [aside, down] = [Math.min(6, (right - left) / 4), Math.min(6, (bottom - top) / 4)];
              const points = [[(left + right) / 2, (top + bottom) / 2], [left + aside, top + down], [right - aside, top + down],
                [left + aside, bottom - down], [right - aside, bottom - down]];
              const over = points.map(([x, y]) => {
                const hit = document.elementFromPoint(x, y);
                if (!hit || isUnder(x, y)) return "the window's edge or a message";
                return shown.contains(hit) || hit.contains(shown) ? "" : hit.outerHTML.slice(0, 80);
              });
              const isLarge = bottom - top > innerHeight * 0.5 || one.matches("canvas, dialog");
              const isSeen = isLarge ? over.includes("") : over.every((what) => !what);
              const at = [left, top, right, bottom].map(Math.round);
              return isSeen ? "" : `${one.outerHTML.slice(0, 90)} at ${at} of ${innerHeight} under ${over.find(Boolean)}`;
            }""";

    private Stage stage;
    private Fan fan;
    private String ticketId = "";
    private String orderId = "";

    @BeforeEach
    void hasATicketAndARunningHold() {
        stage = Stage.open(api(), clock());
        fan = stage.fan().joinsAndEnters();
        fan.holds("5").expect(201);
        fan.topsUp(Stage.FRONT_PRICE).expect(201);
        JsonNode paid = fan.pays("once").expect(201).body();
        orderId = paid.path("paymentId").asString();
        ticketId = paid.path("tickets").path(0).path("ticketId").asString();
        // The payment has ended the turn.
        fan.joinsAndEnters().holds("1", "2").expect(201);
    }

    private List<String> pages() {
        String concert = "/concerts/" + stage.concertId();
        return List.of(
                "/",
                concert,
                concert + "/draw",
                concert + "/waiting-room",
                "/performances/" + stage.performanceId() + "/seats",
                "/performances/" + stage.performanceId() + "/seats?part=0",
                "/checkout/" + fan.holdId(),
                "/orders",
                "/orders/" + orderId,
                "/tickets",
                "/tickets/" + ticketId,
                "/wallet",
                "/account",
                "/sign-in",
                "/sign-up",
                "/forgot-password",
                "/nothing-here");
    }

    /// Goes through the page with the keyboard, forwards and back.
    private static Set<String> hidden(Visitor visitor) {
        Set<String> hidden = new LinkedHashSet<>();
        for (String key : List.of("Tab", "Shift+Tab")) {
            for (int stop = 0; stop < STOPS_MAX; stop++) {
                visitor.hits(key);
                Object fault = visitor.page().evaluate(HIDDEN_FOCUS);
                if (fault == null) {
                    break;
                }
                if (!fault.equals("")) {
                    hidden.add(visitor.page().url() + ": " + fault);
                }
            }
        }
        return hidden;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void focusIsNeverHiddenAtAnyZoom(int zoom) {
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(WIDTH / zoom, HEIGHT / zoom);
        try (Visitor visitor = new Visitor(port(), how).comesWith(fan.accessToken())) {
            visitor.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
            List<String> hidden = new ArrayList<>();
            for (String page : pages()) {
                visitor.goes(page);
                visitor.page().evaluate(SHOW_TOAST);
                hidden.addAll(hidden(visitor));
            }
            visitor.forgives("404");
            assertThat(hidden).isEmpty();
        }
    }

    /// The bar of the seat map gets its size once the map is there.
    @Test
    void messageGivesWayToTheFocusWhenThePageGrowsUnderIt() {
        var how = new NewContextOptions()
                .setLocale("en-US")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(WIDTH / 4, HEIGHT / 4);
        try (Visitor visitor = new Visitor(port(), how).comesWith(fan.accessToken())) {
            visitor.goes("/concerts/" + stage.concertId()).pressesMain().isAt("/concerts/.*/waiting-room");
            visitor.goes("/performances/" + stage.performanceId() + "/seats").hits("Tab");
            visitor.page().evaluate(SHOW_TOAST);

            visitor.page().evaluate("document.documentElement.style.setProperty('--bar-size', '160px')");

            assertThat(visitor.page().evaluate(HIDDEN_FOCUS)).isEqualTo("");
        }
    }
}
