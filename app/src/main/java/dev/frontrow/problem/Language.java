package dev.frontrow.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// The languages Frontrow speaks.
public final class Language {

    public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.KOREAN);

    private Language() {}

    /// The caller's first choice among ours by `Accept-Language`; English where none matches or the header is
    /// unreadable.
    public static Locale of(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return firstOf(Collections.list(request.getLocales()));
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
