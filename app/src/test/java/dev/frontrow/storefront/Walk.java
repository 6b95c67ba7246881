package dev.frontrow.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;

/// A visit with screenshots at each stop, in light and dark. At each stop it measures the bytes that a first
/// visitor must load.
final class Walk implements AutoCloseable {

    private static final int PAGE_BYTES_MAX = 150 * 1024;

    private final Visitor fan;
    private final String device;
    private final Path folder;
    private final List<Request> loaded = new ArrayList<>();
    private final Set<String> stops = new TreeSet<>();
    private final Set<String> pictures = new TreeSet<>();

    Walk(Visitor fan, String device, Path folder) {
        this.fan = fan;
        this.device = device;
        this.folder = folder;
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

    Set<String> pictures() {
        return pictures;
    }

    void stopsAt(String stop) {
        Page page = fan.page();
        page.waitForLoadState(LoadState.LOAD);
        assertThat(weight()).as("bytes to load at %s of %s", stop, device).isBetween(1L, (long) PAGE_BYTES_MAX);
        stops.add(stop);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String picture = device + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + stop;
            var shot = page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
            saves(shot, folder.resolve(picture + ".png"));
            pictures.add(picture);
        }
    }

    /// Reduces each colour to a quarter of its shades, which is invisible and halves the size of soft gradients.
    private static void saves(byte[] shot, Path file) {
        try {
            var picture = ImageIO.read(new ByteArrayInputStream(shot));
            var lighter = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    int shades = picture.getRGB(x, y) & 0xFCFCFC;
                    lighter.setRGB(x, y, shades | (shades >> 6 & 0x030303));
                }
            }
            ImageIO.write(lighter, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
