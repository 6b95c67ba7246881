package dev.frontrow.boxoffice.concerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import dev.frontrow.storefront.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// Somebody at the form of a new concert, whose house has the price levels Front and Back. It has been on sale
/// for a day.
public final class Promoter {

    public static final long FRONT_PRICE = 110_000;
    public static final long BACK_PRICE = 70_000;

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Pattern CONCERT = Pattern.compile(".*/office/concerts/(\\d+)");

    private final Visitor visitor;
    private final Page page;
    private final Instant now;

    public Promoter(Visitor visitor) {
        this(visitor, InstantSource.system());
    }

    /// @param clock that of the server
    public Promoter(Visitor visitor, InstantSource clock) {
        this.visitor = visitor;
        this.page = visitor.page();
        this.now = clock.instant();
    }

    private String in(Duration time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern).format(now.plus(time).atZone(SEOUL));
    }

    String in(Duration time) {
        return in(time, "yyyy-MM-dd'T'HH:mm");
    }

    Locator field(String name) {
        return page.locator("[name='" + name + "']");
    }

    public Promoter fills(String name, String value) {
        field(name).fill(value);
        return this;
    }

    public Promoter fillsInByMouse(String title, String house) {
        fills("texts.en.title", title).fills("venue", house);
        Locator plan = page.locator("#plan option", new Page.LocatorOptions().setHasText(house));
        assertThat(plan).isAttached();
        field("plan").selectOption(new SelectOption().setValue(plan.getAttribute("value")));
        assertThat(field("priceLevels[1].name")).hasValue("Back");
        fills("performances[0].startsAt", in(Duration.ofDays(30)));
        fills("priceLevels[0].amountMinor", "110,000").fills("priceLevels[1].amountMinor", "70000");
        return fills("opensAt", in(Duration.ofDays(-1)));
    }

    public Promoter fillsInByKeyboard(String title, String house) {
        assertThat(page.locator("#plan option", new Page.LocatorOptions().setHasText(house)))
                .isAttached();
        visitor.tabsTo("[name='texts.en.title']").types(title);
        visitor.tabsTo("[name='venue']").types(house).tabsTo("#plan").types(house);
        assertThat(field("priceLevels[1].name")).hasValue("Back");
        typesTime("performances[0].startsAt", in(Duration.ofDays(30), "MMddyyyy"), "0700P");
        visitor.tabsTo("[name='priceLevels[0].amountMinor']").types("110000");
        visitor.tabsTo("[name='priceLevels[1].amountMinor']").types("70000");
        typesTime("opensAt", in(Duration.ofDays(-1), "MMddyyyy"), "0900A");
        return this;
    }

    private void typesTime(String name, String date, String time) {
        visitor.tabsTo("[name='" + name + "']").types(date).hits("ArrowRight").types(time);
    }

    /// Gives the reason that the page asks for.
    public Promoter publishes() {
        page.locator("#reason").fill("The contract is signed");
        visitor.presses("#reason-yes");
        assertThat(page.locator("#state")).hasText("Published");
        return this;
    }

    public Promoter publishesByKeyboard() {
        assertThat(page.locator("#reason")).isFocused();
        visitor.types("The contract is signed").hits("Enter");
        assertThat(page.locator("#state")).hasText("Published");
        return this;
    }

    /// The concert whose page is open.
    public long concertId() {
        var address = CONCERT.matcher(page.url());
        if (!address.matches()) {
            throw new AssertionError("no concert at " + page.url());
        }
        return Long.parseLong(address.group(1));
    }
}
