package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A visit with screenshots at each stop, in light and dark. At each stop it measures the bytes that a first
/// visitor must load.
final class Walk implements AutoCloseable {

    private static final int PAGE_BYTES_MAX = 150 * 1024;

    private final Visitor fan;
    private final String device;
    private final List<Request> loaded = new ArrayList<>();
    private final Set<String> stops = new TreeSet<>();
    private final DocsPictures pictures;

    Walk(Visitor fan, String device, DocsPictures pictures) {
        this.fan = fan;
        this.device = device;
        this.pictures = pictures;
        Page page = fan.page();
        var caching = new JsonObject();
        caching.addProperty("cacheDisabled", true);
        page.context().newCDPSession(page).send("Network.setCacheDisabled", caching);
        page.onRequest(request -> {
            if (request.isNavigationRequest()) {
                loaded.clear();
            }
        });
        page.onRequestFinished(loaded::add);
    }

    Visitor fan() {
        return fan;
    }

    Set<String> stops() {
        return stops;
    }

    void stopsAt(String stop) {
        Page page = fan.page();
        page.waitForLoadState(LoadState.LOAD);
        assertThat(weight()).as("bytes to load at %s of %s", stop, device).isBetween(1L, (long) PAGE_BYTES_MAX);
        stops.add(stop);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String picture = device + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + stop;
            pictures.takes(page, picture);
        }
    }

    /// The bytes of the page, its styles and its scripts, as sent (compressed). Seats are loaded separately and
    /// not counted.
    private long weight() {
        // A copy, because more requests may arrive while the sizes are read.
        return List.copyOf(loaded).stream()
                .filter(request -> !request.url().contains("/api/v1/performances/"))
                .filter(request -> !request.url().startsWith("data:"))
                .map(Request::sizes)
                .mapToLong(sizes -> sizes.responseHeadersSize + sizes.responseBodySize)
                .sum();
    }

    @Override
    public void close() {
        fan.close();
    }
}
