package dev.frontrow.boxoffice.venues;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.frontrow.storefront.Visitor;
import java.util.regex.Pattern;

/// Somebody signed in to the box office who draws a venue in its editor, by mouse or by keyboard.
public final class Draughtsman {

    /// Of the house that is drawn.
    public static final int SEATS = 2_000;

    private static final Pattern EDITOR = Pattern.compile(".*/office/venues/(\\d+)/edit");

    private final Visitor visitor;
    private final Page page;

    public Draughtsman(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
    }

    /// Begins a new venue; ends in the editor.
    Draughtsman begins(String name) {
        visitor.goes("/office/venues");
        return enters(name, false);
    }

    /// The same from the list of venues.
    public Draughtsman enters(String name, boolean byKeyboard) {
        visitor.isAt("/office/venues").sees("html[data-ready]");
        if (byKeyboard) {
            visitor.tabsTo("#new-name").types(name).hits("Enter");
        } else {
            page.locator("#new-name").fill(name);
            visitor.presses("#new-venue button");
        }
        page.waitForURL(EDITOR);
        return ready();
    }

    /// Opens a venue's editor.
    public Draughtsman opens(long venueId) {
        visitor.goes("/office/venues/" + venueId + "/edit");
        return ready();
    }

    private Draughtsman ready() {
        assertThat(page.locator("main[data-ready]")).isAttached();
        return this;
    }

    /// The venue whose editor is open.
    public long venueId() {
        var address = EDITOR.matcher(page.url());
        if (!address.matches()) {
            throw new AssertionError("no editor at " + page.url());
        }
        return Long.parseLong(address.group(1));
    }

    /// Draws 2,000 seats with the mouse: a stage, and four blocks of 20 rows with 25 seats. Two blocks are of
    /// another price level.
    public Draughtsman drawsHouseByMouse() {
        visitor.presses("#zoom-out").presses("#zoom-out");
        uses("stage").pulls(0.3, 0.05, 0.7, 0.12);
        uses("block");
        fills("#tool-block", "section", "A").fills("#tool-block", "level", "Front");
        fills("#tool-block", "rows", "20").fills("#tool-block", "seats", "25");
        clicks(0.02, 0.2).clicks(0.27, 0.2);
        fills("#tool-block", "level", "Back").clicks(0.52, 0.2).clicks(0.77, 0.2);
        uses("select");
        return this;
    }

    /// Draws the same with the keyboard alone: each block is added at the numbers that its form says.
    public Draughtsman drawsHouseByKeyboard() {
        choosesByKeyboard("stage");
        visitor.tabsTo("#tool-stage button").hits("Enter");
        choosesByKeyboard("block");
        visitor.tabsTo("#tool-block [name=level]").hits("Control+A").types("Front");
        visitor.tabsTo("#tool-block [name=rows]").hits("Control+A").types("20");
        visitor.tabsTo("#tool-block [name=seats]").hits("Control+A").types("25");
        visitor.tabsTo("#tool-block button").hits("Enter").hits("Enter");
        visitor.tabsTo("#tool-block [name=level]").hits("Control+A").types("Back");
        visitor.tabsTo("#tool-block button").hits("Enter").hits("Enter");
        return this;
    }

    private void choosesByKeyboard(String tool) {
        visitor.tabsTo("[data-tool=" + tool + "]").hits("Enter");
    }

    /// Saves the plan as the venue's next version.
    public Draughtsman publishes(boolean byKeyboard) {
        if (byKeyboard) {
            visitor.tabsTo("#publish").hits("Enter");
        } else {
            visitor.presses("#publish");
        }
        return isTold("Published as version");
    }

    public Draughtsman isTold(String text) {
        assertThat(page.locator("#told")).containsText(text);
        return this;
    }

    public Draughtsman uses(String tool) {
        visitor.presses("[data-tool=" + tool + "]");
        return this;
    }

    Draughtsman fills(String form, String field, String value) {
        page.locator(form + " [name=" + field + "]").fill(value);
        return this;
    }

    Draughtsman selects(int count) {
        assertThat(canvas()).hasAttribute("data-selected", Integer.toString(count));
        return this;
    }

    Locator canvas() {
        return page.locator("#canvas");
    }

    /// Clicks at a place of the drawing, in parts of its width and height.
    Draughtsman clicks(double x, double y) {
        BoundingBox box = box();
        page.mouse().click(box.x + x * box.width, box.y + y * box.height);
        return this;
    }

    /// Pulls from one place of the drawing to another.
    Draughtsman pulls(double x, double y, double toX, double toY) {
        BoundingBox box = box();
        page.mouse().move(box.x + x * box.width, box.y + y * box.height);
        page.mouse().down();
        page.mouse().move(box.x + (x + toX) / 2 * box.width, box.y + (y + toY) / 2 * box.height);
        page.mouse().move(box.x + toX * box.width, box.y + toY * box.height);
        page.mouse().up();
        return this;
    }

    private BoundingBox box() {
        canvas().evaluate("canvas => canvas.scrollIntoView({ block: 'nearest', behavior: 'instant' })");
        return canvas().boundingBox();
    }

    /// The plan in the editor's memory, as JSON.
    String plan() {
        return (String) asked("JSON.stringify(writePlan(page.editor.plan))");
    }

    /// How many pixels a centimetre has.
    double scale() {
        return ((Number) asked("page.view.scale")).doubleValue();
    }

    /// Where a seat of the shown floor is in the window.
    double[] seatOnScreen(int seat) {
        BoundingBox box = box();
        var at = (String) asked("""
                (({ seat }) => Object.values(page.view.toScreen(seat.x, seat.y)).join(" "))(page.editor.spots.seats[%d])""".formatted(seat));
        String[] parts = at.split(" ");
        return new double[] {box.x + Double.parseDouble(parts[0]), box.y + Double.parseDouble(parts[1])};
    }

    private Object asked(String expression) {
        return page.evaluate("""
                async () => {
                    const script = document.querySelector('script[src*="editor-page.js"]').src;
                    const { writePlan } = await import(script.replace("editor-page", "plan"));
                    const { page } = await import(script);
                    return %s;
                }""".formatted(expression));
    }
}
