package dev.frontrow.problem;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads `Accept-Language` without making a [Locale] of every name in it: the JDK remembers each one that was ever
/// made, and clients may send ever new ones.
final class AcceptedLanguages {

    private static final int WEIGHT_LENGTH_MAX = 5;

    private AcceptedLanguages() {}

    /// The most wanted of the known languages, the first of two that are wanted equally. English if none is wanted.
    static Locale favourite(Iterable<String> headers, List<Locale> known) {
        Locale favourite = Locale.ENGLISH;
        double most = 0;
        for (String header : headers) {
            int from = 0;
            while (from < header.length()) {
                int comma = header.indexOf(',', from);
                int to = comma < 0 ? header.length() : comma;
                Locale ours = ours(header, from, to, known);
                double weight = ours == null ? 0 : weight(header, from, to);
                if (ours != null && weight > most) {
                    favourite = ours;
                    most = weight;
                }
                from = to + 1;
            }
        }
        return favourite;
    }

    private static @Nullable Locale ours(String header, int from, int to, List<Locale> known) {
        int start = from;
        while (start < to && isBlank(header.charAt(start))) {
            start++;
        }
        for (Locale language : known) {
            String name = language.getLanguage();
            int end = start + name.length();
            if (header.regionMatches(true, start, name, 0, name.length())
                    && (end >= to || endsTag(header.charAt(end)))) {
                return language;
            }
        }
        return null;
    }

    private static boolean endsTag(char next) {
        return next == '-' || next == ';' || isBlank(next);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// One if the quality is missing or unreadable.
    private static double weight(String header, int from, int to) {
        int semicolon = header.indexOf(';', from);
        if (semicolon < 0 || semicolon >= to) {
            return 1;
        }
        String parameter = header.substring(semicolon + 1, to).strip();
        if (!parameter.startsWith("q=") || parameter.length() > 2 + WEIGHT_LENGTH_MAX) {
            return 1;
        }
        try {
            return Math.clamp(Double.parseDouble(parameter.substring(2)), 0, 1);
        } catch (NumberFormatException unreadable) {
            return 1;
        }
    }
}
