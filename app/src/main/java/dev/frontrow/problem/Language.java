package dev.frontrow.problem;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return firstOf(Collections.list(request.getLocales()));
    }

    private static @Nullable Locale switchedTo(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(cookie -> Locale.of(cookie.getValue()))
                .filter(ALL::contains)
                .findFirst()
                .orElse(null);
    }

    /// The first of the wanted languages that is ours, or English.
    public static Locale firstOf(List<Locale> wantedInOrder) {
        return wantedInOrder.stream()
                .map(wanted -> Locale.of(wanted.getLanguage()))
                .filter(ALL::contains)
                .findFirst()
                .orElse(Locale.ENGLISH);
    }
}
