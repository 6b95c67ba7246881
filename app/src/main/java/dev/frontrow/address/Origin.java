package dev.frontrow.address;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The origin of a page on another site: scheme, host and port, written as browsers write it.
public record Origin(String text) {

    private static final Pattern FORM = Pattern.compile(
            "(https?)://([a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");

    private static final int PORT_MAX = 65_535;

    /// @throws IllegalArgumentException if this is not an origin; its message is for the operator who wrote it
    public static Origin of(String written) {
        Matcher parts = FORM.matcher(written.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw none(written);
        }
        String scheme = parts.group(1);
        String address = scheme + "://" + parts.group(2);
        if (parts.group(6) == null) {
            return new Origin(address);
        }
        int port = Integer.parseInt(parts.group(6));
        if (port < 1 || port > PORT_MAX) {
            throw none(written);
        }
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return new Origin(usual ? address : address + ":" + port);
    }

    private static IllegalArgumentException none(String written) {
        return new IllegalArgumentException(
                "'%s' is no origin: write scheme, host and, if need be, port, such as https://shop.example; no path, no *"
                        .formatted(written));
    }
}
