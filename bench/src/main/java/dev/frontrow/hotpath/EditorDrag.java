package dev.frontrow.hotpath;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What an operator's browser shows while they select a whole house in the editor and drag it with the mouse.
///
/// @param openMillis   until the editor is ready
/// @param selectMillis from the key to the frame that shows all as selected
/// @param frameMillis  from each frame of the drag to the next one
record EditorDrag(double openMillis, double selectMillis, List<Double> frameMillis) {

    private static final int MOVES = 200;
    private static final int READY_TRIES_MAX = 600;
    private static final int TRY_MILLIS = 100;

    private static final String READY = "Boolean(document.querySelector('main[data-ready]'))";

    private static final String SELECT_ALL = """
            new Promise(async (resolve) => {
              const { page } = await import(document.querySelector("script[src*='editor-page.js']").src);
              const canvas = document.getElementById("canvas");
              scrollTo(0, 0);
              const began = performance.now();
              canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "a", ctrlKey: true, bubbles: true }));
              const before = canvas.dataset.frames;
              const look = () => {
                if (canvas.dataset.frames === before) return requestAnimationFrame(look);
                const took = performance.now() - began;
                const { seat } = page.editor.spots.seats[10_000];
                const at = page.view.toScreen(seat.x, seat.y);
                const box = canvas.getBoundingClientRect();
                const selected = Number(canvas.dataset.selected);
                resolve({ took, selected, x: box.left + at.x, y: box.top + at.y });
              };
              look();
            })
            """;

    /// Only frames in which something was drawn count.
    private static final String RECORD = """
            window.drawn = [];
            window.seen = "";
            window.look = (time) => {
              const { frames } = document.getElementById("canvas").dataset;
              if (frames !== window.seen) window.drawn.push(time);
              window.seen = frames;
              requestAnimationFrame(window.look);
            };
            requestAnimationFrame(window.look);
            """;

    /// @param cookies by name
    static EditorDrag of(Chromium browser, String address, Map<String, String> cookies)
            throws IOException, InterruptedException {
        String target = browser.call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString();
        String session = browser.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        try {
            return new Tab(browser, session).drag(address, cookies);
        } finally {
            browser.call(null, "Target.closeTarget", Map.of("targetId", target));
        }
    }

    private record Tab(Chromium browser, String session) {

        EditorDrag drag(String address, Map<String, String> cookies) throws IOException, InterruptedException {
            for (var cookie : cookies.entrySet()) {
                call("Network.setCookie", Map.of("name", cookie.getKey(), "value", cookie.getValue(), "url", address));
            }
            call(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 1440, "height", 900, "deviceScaleFactor", 1, "mobile", false));
            long began = System.nanoTime();
            call("Page.navigate", Map.of("url", address));
            awaitReady(address);
            double open = (System.nanoTime() - began) / 1e6;
            JsonNode selected = evaluate(SELECT_ALL);
            if (selected.path("selected").asInt() != LargeHouse.SEATS) {
                throw new IOException("not all seats are selected: " + selected);
            }
            evaluate(RECORD);
            List<Double> frames =
                    frames(selected.path("x").asDouble(), selected.path("y").asDouble());
            return new EditorDrag(open, selected.path("took").asDouble(), frames);
        }

        private void awaitReady(String address) throws IOException, InterruptedException {
            for (int i = 0; i < READY_TRIES_MAX; i++) {
                if (evaluate(READY).asBoolean(false)) {
                    return;
                }
                Thread.sleep(TRY_MILLIS);
            }
            throw new IOException("never ready: " + address);
        }

        private List<Double> frames(double x, double y) throws IOException, InterruptedException {
            mouse("mousePressed", x, y);
            for (int i = 0; i < MOVES; i++) {
                mouse("mouseMoved", x + 2.0 * i, y + 100 * Math.sin(i / 10.0));
            }
            JsonNode drawn = evaluate("window.drawn");
            mouse("mouseReleased", x, y);
            List<Double> millis = new ArrayList<>();
            for (int i = 1; i < drawn.size(); i++) {
                millis.add(drawn.get(i).asDouble() - drawn.get(i - 1).asDouble());
            }
            return millis;
        }

        private void mouse(String type, double x, double y) throws IOException, InterruptedException {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
        }

        private JsonNode evaluate(String expression) throws IOException, InterruptedException {
            return call(
                            "Runtime.evaluate",
                            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true))
                    .path("result")
                    .path("value");
        }

        private JsonNode call(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
            return browser.call(session, method, parameters);
        }
    }
}
