package dev.frontrow.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.frontrow.ApiClient;
import dev.frontrow.Stage;
import dev.frontrow.identity.SessionCookies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/// A fan at a browser. Anything that the browser reports as an error fails the test.
public final class Visitor implements AutoCloseable {

    private static final int TABS_MAX = 300;

    private final BrowserContext context;
    private final Page page;
    private final String base;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> forgiven = new ArrayList<>();

    public Visitor(int port, NewContextOptions how) {
        this(port, how, Chromium.running());
    }

    Visitor(int port, NewContextOptions how, Browser browser) {
        base = "http://localhost:" + port;
        context = browser.newContext(how.setBaseURL(base));
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(base) && !request.url().startsWith("data:")) {
                complaints.add("a request to somebody else: " + request.url());
            }
        });
    }

    private void note(ConsoleMessage message) {
        // The browser reports script errors and violations of the Content-Security-Policy here.
        if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
            complaints.add(message.text() + " at " + message.location());
        }
    }

    public Page page() {
        return page;
    }

    public Visitor goes(String path) {
        page.navigate(path);
        return this;
    }

    /// Signs up, which also signs in; ends at the page that the fan wanted.
    public Visitor signsUp() {
        goes("/sign-up");
        page.locator("#username").fill("fan-" + UUID.randomUUID().toString().substring(0, 12));
        page.locator("#password").fill(ApiClient.PASSWORD);
        pressesMain();
        page.waitForURL("**/");
        return this;
    }

    /// Signs in by token, without the cost of a password.
    public Visitor comesWith(String accessToken) {
        context.addCookies(List.of(new Cookie(SessionCookies.name(false), accessToken).setUrl(base)));
        return this;
    }

    /// Presses the page's filled button.
    public Visitor pressesMain() {
        page.locator("main .button--primary:visible").first().click();
        return this;
    }

    /// Tops up at the checkout without paying yet.
    public Visitor topsUpOnly() {
        page.locator("[name=only]").click();
        assertThat(page.locator("#pay-form")).isAttached();
        return this;
    }

    public Visitor pressesNamed(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
        return this;
    }

    public Visitor presses(String selector) {
        page.locator(selector).click();
        return this;
    }

    /// Ticks seats in the list. Their checkboxes lie under the visible labels.
    public Visitor ticks(String... seats) {
        for (String seat : seats) {
            page.locator("label.box:has(input[value='" + seat + "'])").click();
        }
        return this;
    }

    /// Presses Tab, as a fan without a mouse does, until the element has the focus.
    public Visitor tabsTo(String selector) {
        for (int i = 0; i < TABS_MAX; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return this;
            }
        }
        throw new AssertionError("no way to " + selector + " by the tabulator at " + page.url());
    }

    public Visitor types(String text) {
        page.keyboard().type(text);
        return this;
    }

    public Visitor hits(String key) {
        page.keyboard().press(key);
        return this;
    }

    public Visitor isAt(String path) {
        page.waitForURL(Pattern.compile("^" + Pattern.quote(base) + path + "(\\?.*)?$"));
        return this;
    }

    public Visitor sees(String selector) {
        assertThat(page.locator(selector)).isVisible();
        return this;
    }

    public Visitor reads(String text) {
        assertThat(page.locator("main")).containsText(text);
        return this;
    }

    /// Calls the API by the page's own script.
    public Object calls(String method, String path, Map<String, ?> options) {
        return page.evaluate(
                "async ([method, path, options]) => (await import(document.querySelector('script[src*=\"/site.js\"]').src))"
                        + ".call(method, path, options)",
                List.of(method, path, options));
    }

    /// Leaves the line, as if in another tab.
    void leaves(Stage stage) {
        String tokens = "/api/v1/concerts/" + stage.concertId() + "/queue-tokens";
        var place = (Map<?, ?>) calls("POST", tokens, Map.of());
        calls("DELETE", tokens + "/current", Map.of("queueToken", place.get("queueToken")));
    }

    /// Holds seats as the seat page does; returns the hold's id.
    String holds(Stage stage, String... seats) {
        var place = (Map<?, ?>) calls("POST", "/api/v1/concerts/" + stage.concertId() + "/queue-tokens", Map.of());
        var hold = (Map<?, ?>) calls(
                "POST",
                "/api/v1/holds",
                Map.of(
                        "queueToken", place.get("queueToken"),
                        "body", Map.of("performanceId", (int) stage.performanceId(), "seats", List.of(seats))));
        return String.valueOf(hold.get("holdId"));
    }

    /// Asserts that the page is accessible (axe-core, WCAG) and does not scroll sideways.
    public Visitor findsNoBarriers() {
        endTransitions();
        Assertions.assertThat(Barriers.on(page)).isEmpty();
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("width beyond the window at " + page.url())
                .isEqualTo(0);
        return this;
    }

    /// Ends colour transitions: for a moment their colours may lack contrast. Waiting for their end could take
    /// for ever, because a page without frames does not go on with them.
    private void endTransitions() {
        page.evaluate("document.getAnimations().filter(one => one instanceof CSSTransition)"
                + ".forEach(one => one.finish())");
    }

    /// The same in light and in dark.
    public Visitor findsNoBarriersByDayOrNight() {
        // An element half covered by the page's head would count as too small.
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })");
        findsNoBarriers();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        endTransitions();
        Assertions.assertThat(Barriers.ofContrastOn(page)).as("in the dark").isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return this;
    }

    /// Gives the pages a clock that goes on by itself and can be advanced by [#passes]. Before the first page.
    public Visitor withOwnClock() {
        context.clock().install();
        return this;
    }

    /// Lets time pass for the pages alone: their timers run and their countdowns count.
    public Visitor passes(Duration time) {
        context.clock().runFor(time.toMillis());
        return this;
    }

    /// Records the URLs of requests from now on that end with this text.
    public List<String> requestsOf(String ending) {
        List<String> requests = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith(ending)) {
                requests.add(request.url());
            }
        });
        return requests;
    }

    /// Hides this tab, or shows it again.
    public Visitor hides(boolean hidden) {
        hides(page, hidden);
        return this;
    }

    /// The same for any tab.
    static void hides(Page tab, boolean hidden) {
        tab.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                        + " Object.defineProperty(document, 'visibilityState',"
                        + " {value: hidden ? 'hidden' : 'visible', configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    /// Opens a page in another tab of the same browser.
    ///
    /// @param behind whether the tab is hidden
    public Page opensTab(String path, boolean behind) {
        Page tab = context.newPage();
        tab.onConsoleMessage(this::note);
        tab.onPageError(complaints::add);
        if (behind) {
            tab.addInitScript("Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
                    + " Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});");
        }
        tab.navigate(path);
        return tab;
    }

    /// Keeps the news of seats away from the page, from its next load on.
    void hearsNothingOfSeats() {
        page().route(
                        "**/seats/stream",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(200)
                                .setContentType("text/event-stream")
                                .setBody(":\n\n")));
    }

    /// Ignores errors with this text, which the test itself has caused. The browser may report them later.
    public void forgives(String part) {
        forgiven.add(part);
    }

    public void findsNoBarriersAt(String... paths) {
        for (String path : paths) {
            goes(path).findsNoBarriers();
        }
    }

    /// Closes the browser. Fails if it reported errors.
    @Override
    public void close() {
        context.close();
        Assertions.assertThat(complaints)
                .filteredOn(complaint -> forgiven.stream().noneMatch(complaint::contains))
                .isEmpty();
    }
}
