package dev.frontrow.storefront;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/// What axe-core finds on a page. It runs within the page. Its own builder would open another page for each run,
/// to join the results of frames, of which our pages have none; that took most of the time.
final class Barriers {

    private static final Map<String, ?> WCAG =
            Map.of("type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));

    private static final Map<String, ?> CONTRAST = Map.of("type", "rule", "values", List.of("color-contrast"));

    private static final String SCRIPT = AxeBuilder.getAxeScript();

    /// A line for each violated rule. No rule at all would mean that nothing was examined.
    private static final String FIND = """
            async (runOnly) => {
                const { violations, passes } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
                if (violations.length + passes.length === 0) return ["nothing was examined at " + location];
                return violations.map(({ id, nodes }) =>
                    [location, id, nodes[0].html, nodes[0].failureSummary].join(" "));
            }""";

    private Barriers() {}

    static List<?> on(Page page) {
        return found(page, WCAG);
    }

    static List<?> ofContrastOn(Page page) {
        return found(page, CONTRAST);
    }

    private static List<?> found(Page page, Map<String, ?> rules) {
        if (!page.frames().equals(List.of(page.mainFrame()))) {
            throw new AssertionError("frames within the page are not examined");
        }
        if (!(boolean) page.evaluate("'axe' in window")) {
            page.evaluate(SCRIPT);
        }
        return (List<?>) page.evaluate(FIND, rules);
    }
}
