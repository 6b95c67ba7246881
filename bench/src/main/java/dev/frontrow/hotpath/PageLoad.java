package dev.frontrow.hotpath;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// A page as a new visitor's browser loads it over a slow connection, without anything in its cache.
///
/// @param firstPaint from the request of the page, in milliseconds
/// @param blocking   requests that the first paint waits for, the page itself included
/// @param requests   all but those of the API
/// @param bytes      of these, as they were sent, headers included
record PageLoad(double firstPaint, int blocking, int requests, long bytes) {

    /// A slow mobile connection, as browsers' tools define it.
    static final int BITS_PER_SECOND = 1_600_000;

    static final int LATENCY_MILLIS = 150;

    private static final int LOAD_SECONDS_MAX = 60;

    /// Paints come a frame after what causes them.
    private static final String PAINTED = """
            new Promise((resolve) => {
              const look = () => {
                const paint = performance.getEntriesByName("first-paint")[0];
                if (!paint) return requestAnimationFrame(look);
                const blocking = performance.getEntriesByType("resource").filter((one) => one.renderBlockingStatus === "blocking");
                resolve({ paint: paint.startTime, blocking: blocking.length + 1 });
              };
              look();
            })
            """;

    /// @param cookies by name
    static PageLoad of(Chromium browser, String address, Map<String, String> cookies)
            throws IOException, InterruptedException {
        String context = browser.call(null, "Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asString();
        String target = browser.call(
                        null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asString();
        String session = browser.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        try {
            return new Loading(browser, session).load(address, cookies);
        } finally {
            browser.call(null, "Target.disposeBrowserContext", Map.of("browserContextId", context));
        }
    }

    private static final class Loading {

        private final Chromium browser;
        private final String session;
        private final Map<String, String> pages = new ConcurrentHashMap<>();
        private final AtomicLong bytes = new AtomicLong();
        private final CountDownLatch loaded = new CountDownLatch(1);

        Loading(Chromium browser, String session) {
            this.browser = browser;
            this.session = session;
        }

        PageLoad load(String address, Map<String, String> cookies) throws IOException, InterruptedException {
            prepare(address, cookies);
            browser.call(session, "Page.navigate", Map.of("url", address));
            if (!loaded.await(LOAD_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("never loaded: " + address);
            }
            JsonNode seen = browser.call(
                            session,
                            "Runtime.evaluate",
                            Map.of("expression", PAINTED, "awaitPromise", true, "returnByValue", true))
                    .path("result")
                    .path("value");
            return new PageLoad(
                    seen.path("paint").asDouble(), seen.path("blocking").asInt(), pages.size(), bytes.get());
        }

        private void prepare(String address, Map<String, String> cookies) throws IOException, InterruptedException {
            browser.listen(session, this::note);
            browser.call(session, "Network.enable", Map.of());
            browser.call(session, "Page.enable", Map.of());
            for (var cookie : cookies.entrySet()) {
                browser.call(
                        session,
                        "Network.setCookie",
                        Map.of("name", cookie.getKey(), "value", cookie.getValue(), "url", address));
            }
            browser.call(
                    session,
                    "Network.emulateNetworkConditions",
                    Map.of(
                            "offline",
                            false,
                            "latency",
                            LATENCY_MILLIS,
                            "downloadThroughput",
                            BITS_PER_SECOND / 8,
                            "uploadThroughput",
                            BITS_PER_SECOND / 8));
        }

        private void note(String event, JsonNode told) {
            String request = told.path("requestId").asString("");
            switch (event) {
                case "Network.requestWillBeSent" -> {
                    String url = told.path("request").path("url").asString("");
                    if (!url.contains("/api/")) {
                        pages.put(request, url);
                    }
                }
                case "Network.loadingFinished" -> {
                    if (pages.containsKey(request)) {
                        bytes.addAndGet(told.path("encodedDataLength").asLong());
                    }
                }
                case "Page.loadEventFired" -> loaded.countDown();
                default -> {}
            }
        }
    }
}
