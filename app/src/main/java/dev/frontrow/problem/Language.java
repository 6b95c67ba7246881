package dev.frontrow.problem;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/// The languages Frontrow speaks.
public final class Language {

    public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.KOREAN);

    private Language() {}

    /// The cookie of those who have switched the language of the pages.
    public static final String COOKIE = "frontrow-language";

    /// What the caller has switched to, or their first choice among ours by `Accept-Language`; English
    /// where none matches or the header is unreadable.
    public static Locale of(HttpServletRequest request) {
        Locale switched = switchedTo(request);
        if (switched != null) {
            return switched;
        }
        return favourite(Collections.list(request.getHeaders("Accept-Language")));
    }

    private static @Nullable Locale switchedTo(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> named(cookie.getValue()).stream())
                .findFirst()
                .orElse(null);
    }

    /// The language with this name, such as `ko`.
    public static Optional<Locale> named(String name) {
        return ALL.stream()
                .filter(ours -> ours.getLanguage().equalsIgnoreCase(name))
                .findFirst();
    }

    /// The language of ours that these values of `Accept-Language` want most, or English. Makes no [Locale] of the
    /// names in them: the JDK remembers each one that was ever made, and clients may send ever new ones.
    public static Locale favourite(Iterable<String> headers) {
        var ranges = new QuotedQualityCSV();
        headers.forEach(ranges::addValue);
        return ranges.getValues().stream()
                .flatMap(range -> named(primary(range)).stream())
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private static String primary(String range) {
        int end = range.indexOf('-');
        return end < 0 ? range : range.substring(0, end);
    }
}
