package dev.frontrow.identity.signedin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client says it is, in a few words. What it says is neither kept nor believed: it only helps people to
/// recognize their own browsers.
///
/// @param browser null for one that we do not know
/// @param system  null for one that we do not know
record ClientSoftware(@Nullable String browser, @Nullable String system) {

    /// Many browsers name others too, so those that are named by nobody else go first.
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Whale/", "Whale"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"),
            Map.entry("curl/", "curl"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iOS"),
            Map.entry("iPad", "iPadOS"),
            Map.entry("Android", "Android"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Windows", "Windows"),
            Map.entry("Macintosh", "macOS"),
            Map.entry("Linux", "Linux"));

    /// @param userAgent the header; null if there is none
    static ClientSoftware of(@Nullable String userAgent) {
        return new ClientSoftware(known(BROWSERS, userAgent), known(SYSTEMS, userAgent));
    }

    private static @Nullable String known(List<Map.Entry<String, String>> names, @Nullable String text) {
        return text == null
                ? null
                : names.stream()
                        .filter(name -> text.contains(name.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }
}
